using System.Globalization;
using System.Text;
using MotionBlend.Domain.Quality;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Rows;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Exporter.Tests.Export;

/// <summary>Whatever goes wrong on the way: every row is in exactly one class, and what readers see is whole or unchanged.</summary>
public sealed class LedgerPropertyTests
{
    private const int Attempts = 40;

    /// <summary>Seeds to try, and the first of them: eng/faults.sh gives many, the suite tries a few.</summary>
    private static readonly int Runs = Variable("MOTIONBLEND_FAULT_RUNS", 300);
    private static readonly int FirstSeed = Variable("MOTIONBLEND_FAULT_SEED", 1);

    [Fact]
    public async Task RunAsync_UnderRandomFaults_AccountsForEveryRow()
    {
        for (var run = 0; run < Runs; run++)
        {
            var seed = FirstSeed + run;
            try
            {
                await RunAsync(seed);
            }
            catch (Exception exception)
            {
                Assert.Fail($"seed {seed}: {exception}");
            }
        }
    }

    private static int Variable(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    /// <summary>Runs an export, again and again where it is cut off, until it ends.</summary>
    private static async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        var rows = Rows(random);
        var cluster = new MemoryCluster();
        Disturb(cluster, random);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            await using var bench = new ExportBench { Cluster = cluster, RetryFor = TimeSpan.FromSeconds(random.Next(1, 300)) };
            bench.Options = bench.Options with
            {
                Limits = new BatchLimits(random.Next(1, 40), random.Next(2_000, 100_000)),
                InFlight = random.Next(1, 5),
                CheckpointInterval = TimeSpan.FromSeconds(random.Next(3)),
            };
            try
            {
                await bench.RunAsync(Mart(rows, random, isLast: attempt == Attempts), TestContext.Current.CancellationToken);
                AssertWhole(rows, bench);
                return;
            }
            catch (MartException)
            {
                AssertUnseen(cluster);
            }
            catch (ExportException exception) when (exception.Failure is ExportFailure.ClusterUnreachable)
            {
                AssertUnseen(cluster);
            }
            catch (ExportException exception) when (exception.Failure is ExportFailure.TooManyRejected)
            {
                Assert.Empty(NewestOfEach(rows));
                return;
            }
        }

        Assert.Fail("no attempt came to its end");
    }

    /// <summary>The mart; it may break off, may not be able to go on, and may give rows again that are done with.</summary>
    private static MemoryMart Mart(List<string> rows, Random random, bool isLast)
    {
        var breaksOff = !isLast && random.Next(3) == 0;
        return new MemoryMart(breaksOff ? rows.Take(random.Next(rows.Count)) : rows)
        {
            Fault = breaksOff ? new MartException("cut off") : null,
            WhyNot = random.Next(8) == 0 ? "the job has expired" : null,
            ReadAgain = random.Next(30),
        };
    }

    private static void AssertUnseen(MemoryCluster cluster) =>
        Assert.All(cluster.IndexNames, name => Assert.Empty(cluster.Index(name).Aliases));

    private static void AssertWhole(List<string> rows, ExportBench bench)
    {
        var counts = bench.Counts;
        Assert.Equal(rows.Count, counts.Read);
        Assert.True(counts.IsBalanced, counts.ToString());
        var index = bench.Cluster.Behind(ExportBench.Alias);
        Assert.Equal(bench.Report.VerifiedDocuments, index.Documents.Count);
        Assert.Equal(NewestOfEach(rows), index.Documents.ToDictionary(document => document.Key, document => document.Value.Version));
        var judge = new RowJudge(new QualityGate());
        Assert.Equal(rows.Count(row => !judge.Judge(Encoding.UTF8.GetBytes(row))), counts.DeadLettered);
        if (bench.Report.ResumedRows is null)
        {
            Assert.Equal(counts.DeadLettered, bench.DeadLetters().Length);
            Assert.Equal(counts.Created, index.Documents.Count);
        }
    }

    /// <summary>Version that each id of the good rows must end with.</summary>
    private static Dictionary<string, long> NewestOfEach(List<string> rows)
    {
        var judge = new RowJudge(new QualityGate());
        var newest = new Dictionary<string, long>();
        foreach (var row in rows.Where(row => judge.Judge(Encoding.UTF8.GetBytes(row))))
        {
            judge.Judge(Encoding.UTF8.GetBytes(row));
            newest[judge.Id] = Math.Max(newest.GetValueOrDefault(judge.Id), judge.Version);
        }

        return newest;
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
