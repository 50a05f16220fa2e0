using System.Buffers;
using System.Text;
using MotionBlend.Domain.Quality;
using MotionBlend.Exporter.Rows;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Exporter.Tests.Rows;

public sealed class RowJudgeTests
{
    private static readonly string Good = MartRows.Row(1);

    private readonly RowJudge _judge = new(new QualityGate());

    /// <summary>What is replaced in a good row by what, and the finding.</summary>
    public static TheoryData<string, string, string> Faults => new()
    {
        { "\"fid\":10,", "", "missing_column fid" },
        { "\"fid\":10", "\"fid\":null", "null_value fid" },
        { "\"fid\":10", "\"fid\":\"ten\"", "column_type fid" },
        { "\"fid\":10", "\"fid\":true", "column_type fid" },
        { "\"fid\":10", "\"fid\":[10]", "column_type fid" },
        { "\"fid\":10", "\"fid\":{\"v\":10}", "column_type fid" },
        { "\"fid\":10", "\"fid\":\"NaN\"", "metric_finite fid" },
        { "\"fid\":10", "\"fid\":\"-Infinity\"", "metric_finite fid" },
        { "\"fid\":10", "\"fid\":-1", "metric_bounds fid" },
        { "\"fid\":10", "\"fid\":10,\"fid\":10", "duplicate_column fid" },
        { "\"fid\":10", "\"fid\":10,\"\\ud800\":1", "json_syntax " },
        { "\"transition_start_frame\":100", "\"transition_start_frame\":100.5", "column_type transition_start_frame" },
        { "\"transition_start_frame\":100", "\"transition_start_frame\":3000000000", "column_type transition_start_frame" },
        { "\"method\":\"linear\"", "\"method\":\"Linear\"", "enum_value method" },
        { "\"method\":\"linear\"", "\"method\":3", "column_type method" },
        { "\"has_velocity_spike\":false", "\"has_velocity_spike\":0", "column_type has_velocity_spike" },
        { "\"updated_at\":\"2026-11-01T08:01:00Z\"", "\"updated_at\":\"yesterday\"", "column_type updated_at" },
        { "\"left_motion_id\":\"cmu_01_01\"", "\"left_motion_id\":\"a\\u0022b\"", "motion_id_format left_motion_id" },
        { "\"left_motion_id\":\"cmu_01_01\"", "\"left_motion_id\":\"\\ud800\"", "column_type left_motion_id" },
        { "\"method\":\"linear\"", "\"method\":\"\\udc00linear\"", "column_type method" },
    };

    [Fact]
    public void Judge_EveryRowOfTheSample_IsAcceptedAndWrittenByteForByte()
    {
        foreach (var blend in SampleMart.Blends.Take(500))
        {
            var row = MartRows.Row(blend);

            Assert.Equal(MartRows.Document(row), Written(row));
            Assert.Empty(_judge.Findings.All);
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Judge_AFault_IsFoundWithItsColumn(string what, string by, string expected)
    {
        var row = Encoding.UTF8.GetBytes(Changed(what, by));

        Assert.False(_judge.Judge(row));
        Assert.Equal(expected, string.Join("; ", Errors.Select(finding => $"{finding.Rule} {finding.Column}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{\"a\":01}")]
    public void Judge_NoJsonObject_IsOneFinding(string row)
    {
        Assert.False(_judge.Judge(Encoding.UTF8.GetBytes(row)));
        Assert.Equal(RowRules.JsonSyntax, Assert.Single(Errors).Rule);
        Assert.Equal(("", 0), (_judge.Id, _judge.Version));
    }

    [Fact]
    public void Judge_SeveralFaults_AreAllFound()
    {
        var row = Changed("\"fid\":10", "\"fid\":null").Replace("\"linear\"", "\"cubic\"", StringComparison.Ordinal);

        Assert.False(_judge.Judge(Encoding.UTF8.GetBytes(row)));
        Assert.Equal(["method", "fid"], _judge.Findings.All.Select(finding => finding.Column));
    }

    [Fact]
    public void Judge_TextAsBigQueryExportsIt_IsWrittenInTheIndexsForm()
    {
        var row = Changed("\"fid\":10", "\"fid\":\"10\"")
            .Replace("\"transition_start_frame\":100", "\"transition_start_frame\":\"100\"", StringComparison.Ordinal)
            .Replace("\"has_velocity_spike\":false", "\"has_velocity_spike\":\"false\"", StringComparison.Ordinal)
            .Replace("\"updated_at\":\"2026-11-01T08:01:00Z\"", "\"updated_at\":\"2026-11-01 08:01:00 UTC\"", StringComparison.Ordinal);

        Assert.Equal(MartRows.Document(Good), Written(row));
    }

    [Fact]
    public void Judge_OtherOrderBlanksAndEscapes_AreWrittenInTheMartsForm()
    {
        var members = Good.Trim('{', '}').Split(',').Reverse();
        var row = "{ " + string.Join(" ,\t", members) + " }";
        row = row.Replace("blend_0", "blend\\u005f0", StringComparison.Ordinal).Replace("\"linear\"", "\"line\\u0061r\"", StringComparison.Ordinal);

        Assert.Equal(MartRows.Document(Good), Written(row));
        Assert.Equal(BlendBuilder.Blend(1).BlendId, _judge.Id);
    }

    [Fact]
    public void Judge_AnUnknownColumn_IsAWarningAndLeftOut()
    {
        var row = Changed("\"fid\":10", "\"note\":{\"a\":[1,2]},\"fid\":10");

        Assert.DoesNotContain("note", Written(row));
        Assert.Equal((FindingSeverity.Warning, RowRules.UnknownColumn, "note"),
            (_judge.Findings.All[0].Severity, _judge.Findings.All[0].Rule, _judge.Findings.All[0].Column));
    }

    [Fact]
    public void JudgeDocument_WithAnotherVectorOrNone_IsNotWhatAnExportWrites()
    {
        var document = MartRows.Document(Good);

        Assert.True(_judge.JudgeDocument(Encoding.UTF8.GetBytes(document)), string.Join("; ", _judge.Findings.All));
        Assert.Empty(_judge.Findings.All);
        Assert.Contains("[-0.422,", document, StringComparison.Ordinal);
        Assert.True(_judge.JudgeDocument(Encoding.UTF8.GetBytes(document.Replace("[-0.422,", "[-4.22e-1,", StringComparison.Ordinal))));
        Assert.False(_judge.JudgeDocument(Encoding.UTF8.GetBytes(Good)));
        Assert.False(_judge.JudgeDocument(Encoding.UTF8.GetBytes(document[..^2] + ",0]}")));
        Assert.False(_judge.JudgeDocument(Encoding.UTF8.GetBytes(document.Replace("\"fid\":10,", "\"fid\":11,", StringComparison.Ordinal))));
        Assert.False(_judge.JudgeDocument(Encoding.UTF8.GetBytes(document.Replace("\"metric_vector\":[", "\"metric_vector\":[0.001,", StringComparison.Ordinal))));
    }

    [Fact]
    public void Judge_ARowWithAVector_MakesItAnew()
    {
        var row = Good[..^1] + ",\"metric_vector\":[1,2]}";

        Assert.Equal(MartRows.Document(Good), Written(row));
        Assert.Empty(_judge.Findings.All);
    }

    [Fact]
    public void Judge_UpdatedBefore1970_IsRefusedSinceItGivesTheVersion()
    {
        var old = new DateTimeOffset(1969, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.False(_judge.Judge(Encoding.UTF8.GetBytes(MartRows.Row(BlendBuilder.Blend(1) with { CreatedAt = old, UpdatedAt = old }))));
        Assert.Equal(RowRules.Version, Assert.Single(Errors).Rule);
    }

    private IEnumerable<RowFinding> Errors => _judge.Findings.All.Where(finding => finding.Severity == FindingSeverity.Error);

    private static string Changed(string what, string by)
    {
        Assert.Contains(what, Good, StringComparison.Ordinal);
        return Good.Replace(what, by, StringComparison.Ordinal);
    }

    private string Written(string row)
    {
        var bytes = Encoding.UTF8.GetBytes(row);
        Assert.True(_judge.Judge(bytes), string.Join("; ", _judge.Findings.All));
        var target = new ArrayBufferWriter<byte>();
        _judge.Write(bytes, target);
        return Encoding.UTF8.GetString(target.WrittenSpan);
    }
}
