using CsCheck;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Runs;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Exporter.Tests.Comparison;

/// <summary>Whatever mart and index hold: the ledger that the plan predicts is that of the run which follows.</summary>
public sealed class PlanPropertyTests
{
    private const int Runs = 150;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_AsPlanned_RowForRow() => await Gen.Int[0, int.MaxValue].SampleAsync(async seed =>
    {
        var random = new Random(seed);
        var cluster = await ExportedAsync(random);
        await using var bench = Bench(cluster, random, deletes: false);
        var rows = Rows(random);

        var planned = await bench.PlanAsync(rows, hasIndex: true, Cancelled);
        Assert.Equal(new LedgerCounts(0, 0, 0, 0, 0, 0, 0), bench.Counts);
        await bench.RunAsync(rows, Cancelled);

        Assert.Equal(bench.Counts, planned);
    }, iter: Runs, threads: 1);

    [Fact]
    public async Task Sync_AsPlanned_RowForRow() => await Gen.Int[0, int.MaxValue].SampleAsync(async seed =>
    {
        var random = new Random(seed);
        var cluster = await ExportedAsync(random);
        var rows = Rows(random);
        var deletes = random.Next(2) == 0;
        var since = random.Next(3) == 0 ? BlendBuilder.Blend(random.Next(1, 60)).UpdatedAt : (DateTimeOffset?)null;
        await using var plan = Bench(cluster, random, deletes);
        await plan.PlanSyncAsync(rows, Cancelled, since);

        await using var bench = Bench(cluster, random, deletes);
        await bench.SyncAsync(rows, Cancelled, since);

        Assert.Equal(bench.Counts, plan.Counts);
        Assert.Equal((bench.Report.WindowFrom, bench.Report.DeletesSkipped), (plan.Report.WindowFrom, plan.Report.DeletesSkipped));
    }, iter: Runs, threads: 1);

    private static ExportBench Bench(MemoryCluster cluster, Random random, bool deletes)
    {
        var bench = new ExportBench { Cluster = cluster, Deletes = deletes };
        bench.Options = bench.Options with
        {
            Limits = new BatchLimits(random.Next(1, 40), 1_000_000),
            InFlight = random.Next(1, 5),
            Fuse = new DeletionFuse(null, 100),
        };
        return bench;
    }

    private static async Task<MemoryCluster> ExportedAsync(Random random)
    {
        var cluster = new MemoryCluster();
        await using var bench = Bench(cluster, random, deletes: false);
        await bench.RunAsync([MartRows.Row(random.Next(1, 80)), .. Rows(random)], Cancelled);
        return cluster;
    }

    /// <summary>Rows of a small range of ids: new and old versions, other values in the same version, ids twice, and bad rows.</summary>
    private static List<string> Rows(Random random)
    {
        var rows = new List<string> { MartRows.Row(random.Next(1, 80)) };
        for (var count = random.Next(1, 120); count > 0; count--)
        {
            var blend = BlendBuilder.Blend(random.Next(1, 80));
            blend = random.Next(12) == 0 ? blend with { Coverage = 2 } : blend;
            blend = random.Next(5) == 0 ? blend with { LeftMotionId = "another" } : blend;
            rows.Add(MartRows.Row(blend with { UpdatedAt = blend.UpdatedAt.AddSeconds(random.Next(3)) }));
        }

        return rows;
    }
}
