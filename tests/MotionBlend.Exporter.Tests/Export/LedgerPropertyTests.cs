using CsCheck;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Exporter.Tests.Export;

/// <summary>Whatever goes wrong on the way: every row is in exactly one class, and what readers see is whole or unchanged.</summary>
public sealed class LedgerPropertyTests
{
    private const int Runs = 300;

    [Fact]
    public async Task RunAsync_UnderRandomFaults_AccountsForEveryRow() =>
        await Gen.Int[0, int.MaxValue].SampleAsync(RunAsync, iter: Runs, threads: 1);

    private static async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        var rows = Rows(random);
        await using var bench = new ExportBench();
        bench.Options = bench.Options with { Limits = new BatchLimits(random.Next(1, 40), random.Next(2_000, 100_000)), InFlight = random.Next(1, 5) };
        Disturb(bench.Cluster, random);
        try
        {
            await bench.RunAsync(rows, TestContext.Current.CancellationToken);
        }
        catch (ExportException exception) when (exception.Failure is ExportFailure.ClusterUnreachable or ExportFailure.TooManyRejected)
        {
            Assert.Empty(bench.Cluster.IndexNames);
            return;
        }

        var counts = bench.Counts;
        Assert.Equal(rows.Count, counts.Read);
        Assert.True(counts.IsBalanced, $"seed {seed}: {counts}");
        Assert.Equal(counts.DeadLettered, bench.DeadLetters().Length);
        var index = bench.Cluster.Behind(ExportBench.Alias);
        Assert.Equal(bench.Report.VerifiedDocuments, index.Documents.Count);
        Assert.Equal(counts.Created, index.Documents.Count);
    }

    /// <summary>Good rows, some of them twice, and some bad ones.</summary>
    private static List<string> Rows(Random random)
    {
        var rows = new List<string>();
        for (var number = 1; number <= random.Next(1, 150); number++)
        {
            var blend = BlendBuilder.Blend(random.Next(20) == 0 ? random.Next(1, number + 1) : number);
            rows.Add(random.Next(30) == 0
                ? MartRows.Row(blend with { Coverage = 2 })
                : MartRows.Row(blend with { UpdatedAt = blend.UpdatedAt.AddSeconds(random.Next(3)) }));
        }

        return rows;
    }

    private static void Disturb(MemoryCluster cluster, Random random)
    {
        cluster.Before = request => random.Next(20) == 0
            ? new ElasticError(random.Next(2) == 0 ? ElasticFailure.TooManyRequests : ElasticFailure.ServerError, 503, null, "busy", request.Target)
            : null;
        cluster.After = request => random.Next(20) == 0
            ? new ElasticError(random.Next(2) == 0 ? ElasticFailure.TimedOut : ElasticFailure.MalformedReply, null, null, "lost", request.Target)
            : null;
        cluster.Item = _ => random.Next(10) == 0 ? 429 : null;
    }
}
