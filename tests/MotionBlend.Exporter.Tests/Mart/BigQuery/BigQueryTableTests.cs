using System.Buffers;
using CsCheck;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery;

public sealed class BigQueryTableTests
{
    private static readonly SearchValues<char> Dangerous = SearchValues.Create("`\\'\"\n\r;/?#\0");

    [Fact]
    public void Quoted_ValidNames_StandInBackTicks()
    {
        var table = new BigQueryTable("example.com:studio-prod", "RAW_DEV_marts", "mart blend-2026");

        Assert.Equal("`example.com:studio-prod.RAW_DEV_marts.mart blend-2026`", table.Quoted);
        Assert.Equal("projects/example.com:studio-prod/datasets/RAW_DEV_marts/tables/mart blend-2026", table.StoragePath);
    }

    [Theory]
    [InlineData("Motion Blend", "d", "t", "--bq-project")]
    [InlineData("12345", "d", "t", "--bq-project")]
    [InlineData("motionblend-", "d", "t", "--bq-project")]
    [InlineData("motionblend\n", "d", "t", "--bq-project")]
    [InlineData("motionblend", "project.d", "t", "--bq-dataset")]
    [InlineData("motionblend", "", "t", "--bq-dataset")]
    [InlineData("motionblend", "d", "d.t", "--bq-table")]
    [InlineData("motionblend", "d", "t` WHERE 1=1 --", "--bq-table")]
    [InlineData("motionblend", "d", "", "--bq-table")]
    public void Constructor_NameThatIsNone_NamesTheFlag(string project, string dataset, string table, string flag)
    {
        var exception = Assert.Throws<MartException>(() => new BigQueryTable(project, dataset, table));

        Assert.StartsWith(flag, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_AnyText_IsRefusedOrCannotLeaveItsBackTicks()
    {
        var part = Gen.OneOf(Gen.String, Gen.String["`\\'\".ab-_ \n;é"], Gen.String["abc_"]);
        Gen.Select(part, part, part).Sample((project, dataset, table) =>
        {
            try
            {
                var quoted = new BigQueryTable("a" + project, dataset, table).Quoted;
                var inside = quoted[1..^1];
                return !inside.AsSpan().ContainsAny(Dangerous) && inside.Count(letter => letter == '.') >= 2;
            }
            catch (MartException)
            {
                return true;
            }
        });
    }
}
