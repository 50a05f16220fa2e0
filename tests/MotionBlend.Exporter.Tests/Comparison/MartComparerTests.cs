using Microsoft.Extensions.Logging.Abstractions;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Elasticsearch.Documents;
using MotionBlend.Exporter.Comparison;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Progress;
using MotionBlend.Exporter.Runs;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Exporter.Tests.Comparison;

public sealed class MartComparerTests
{
    private const string Index = "mb_blends_v1-20260101t000000.000";

    private readonly MemoryCluster _cluster = new();

    public MartComparerTests() => _cluster.AddIndex(Index);

    [Fact]
    public async Task CompareAsync_TheSameBlends_AreEqualHoweverTheirNumbersAreSpelled()
    {
        Put(MartRows.Rows(20));

        var result = await CompareAsync(MartRows.Rows(20).Select(row => row.Replace("\"fid\":10,", "\"fid\":1e1,", StringComparison.Ordinal)));

        Assert.True(result.IsEqual);
        Assert.Equal((20, 20, 20), (result.Rows, result.Documents, result.Count(ComparisonClass.Equal)));
    }

    [Fact]
    public async Task CompareAsync_EachWayToDiffer_IsNamedById()
    {
        var blend = BlendBuilder.Blend(2);
        Put([MartRows.Row(1), MartRows.Row(2), MartRows.Row(3), MartRows.Row(4), MartRows.Row(6)]);

        var result = await CompareAsync(
        [
            MartRows.Row(1),
            MartRows.Row(blend with { Fid = 10.000001 }),
            MartRows.Row(Moved(3, 1)),
            MartRows.Row(Moved(4, -1)),
            MartRows.Row(5),
            "no json",
        ]);

        Assert.False(result.IsEqual);
        Assert.Equal((6, 1), (result.Rows, result.Rejected));
        AssertOnly(result, ComparisonClass.Different, 2);
        AssertOnly(result, ComparisonClass.NewerInMart, 3);
        AssertOnly(result, ComparisonClass.NewerInIndex, 4);
        AssertOnly(result, ComparisonClass.MissingInIndex, 5);
        AssertOnly(result, ComparisonClass.MissingInMart, 6);
    }

    [Fact]
    public async Task CompareAsync_AnIdTwiceInTheMart_TheRowThatAnExportWouldKeepCounts()
    {
        Put([MartRows.Row(Moved(1, 1))]);

        var result = await CompareAsync([MartRows.Row(1), MartRows.Row(Moved(1, 1)), MartRows.Row(1)]);

        Assert.True(result.IsEqual);
        Assert.Equal(2, result.Repeated);
    }

    [Fact]
    public async Task CompareAsync_MoreThanAPage_ReadsThemAll()
    {
        Put(MartRows.Rows(5001));

        Assert.Equal(5001, (await CompareAsync(MartRows.Rows(5001))).Count(ComparisonClass.Equal));
    }

    [Fact]
    public async Task CompareAsync_AnyOneFieldFlipped_IsFound()
    {
        var row = MartRows.Row(1);
        Put([row]);
        foreach (var (what, by) in new[]
                 {
                     ("\"cmu_01_01\"", "\"cmu_01_02\""), ("\"linear\"", "\"inertialized\""), ("\"has_rough_transition\":false", "\"has_rough_transition\":true"),
                     ("\"transition_end_frame\":130", "\"transition_end_frame\":131"), ("\"quality_category\":\"good\"", "\"quality_category\":\"poor\""),
                     ("\"computed_at\":\"2026-11-01T08:06:00Z\"", "\"computed_at\":\"2026-11-01T08:06:00.000001Z\""),
                 })
        {
            Assert.Contains(what, row);

            AssertOnly(await CompareAsync([row.Replace(what, by, StringComparison.Ordinal)]), ComparisonClass.Different, 1);
        }
    }

    private static BlendDocument Moved(int number, int seconds)
    {
        var blend = BlendBuilder.Blend(number);
        return blend with { CreatedAt = blend.CreatedAt.AddDays(-1), UpdatedAt = blend.UpdatedAt.AddSeconds(seconds) };
    }

    private static void AssertOnly(ComparisonResult result, ComparisonClass comparison, int number)
    {
        Assert.Equal([BlendBuilder.Blend(number).BlendId], result.Samples(comparison));
        Assert.Equal(1, result.Count(comparison));
    }

    [Fact]
    public async Task CompareAsync_ADocumentWithoutItsVector_IsDifferent()
    {
        Put([MartRows.Row(1), MartRows.Row(2)]);
        var documents = _cluster.Index(Index).Documents;
        var blend = BlendBuilder.Blend(2).BlendId;
        documents[blend] = (documents[blend].Version, MartRows.Row(2));

        AssertOnly(await CompareAsync(MartRows.Rows(2)), ComparisonClass.Different, 2);
    }

    private void Put(IEnumerable<string> rows)
    {
        var judge = new Exporter.Rows.RowJudge(new QualityGate());
        foreach (var row in rows)
        {
            Assert.True(judge.Judge(System.Text.Encoding.UTF8.GetBytes(row)));
            _cluster.Index(Index).Documents[judge.Id] = (judge.Version, MartRows.Document(row));
        }
    }

    private Task<ComparisonResult> CompareAsync(IEnumerable<string> rows)
    {
        var time = new SwiftTime();
        var requests = new ClusterRequests(new RetrySchedule(TimeSpan.FromMinutes(1), new Random(1)), time, NullLogger<ClusterRequests>.Instance);
        return new MartComparer(new DocumentScanner(_cluster), requests, new QualityGate(), new RunProgress(new Ledger(), TimeProvider.System)).CompareAsync(new MemoryMart(rows), Index, new BatchLimits(100, 1_000_000), TestContext.Current.CancellationToken);
    }
}
