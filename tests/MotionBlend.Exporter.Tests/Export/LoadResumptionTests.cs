using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Runs;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Exporter.Tests.Export;

public sealed class LoadResumptionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public async Task RunAsync_AfterARunThatWasCutOff_GoesOnInTheSameIndex(int readAgain)
    {
        var cluster = new MemoryCluster();
        var index = await CutOffAsync(cluster, MartRows.Rows(200), rowsDone: 100);
        await using var bench = new ExportBench { Cluster = cluster };
        var mart = new MemoryMart(MartRows.Rows(200)) { TotalRows = 200, ReadAgain = readAgain };

        await bench.RunAsync(mart, Cancelled);

        Assert.Equal(index, bench.Report.Index);
        Assert.Equal(("run-1", 100L), (bench.Report.ResumedRun, bench.Report.ResumedRows));
        Assert.Equal(100 + readAgain, mart.RowsRead);
        Assert.Equal(new LedgerCounts(200, 200, 0, 0, 0, 0, 0), bench.Counts);
        Assert.Equal(200, cluster.Behind(ExportBench.Alias).Documents.Count);
        Assert.Null(cluster.State!["load"]);
    }

    [Fact]
    public async Task RunAsync_RowsWereWrittenBeyondTheLastCheckpoint_TheyAreCountedOnce()
    {
        var cluster = new MemoryCluster();
        await CutOffAsync(cluster, MartRows.Rows(200), rowsDone: 100);

        // The end of the run before wrote these, and was killed before it noted so.
        foreach (var number in (int[])[101, 102, 150])
        {
            cluster.Index(cluster.IndexNames.Single()).Documents[BlendBuilder.Blend(number).BlendId] = (Version(number), MartRows.Row(number));
        }

        await using var bench = new ExportBench { Cluster = cluster };

        await bench.RunAsync(MartRows.Rows(200), Cancelled);

        Assert.Equal(new LedgerCounts(200, 200, 0, 0, 0, 0, 0), bench.Counts);
    }

    [Fact]
    public async Task RunAsync_AnIdOfTheFirstPartComesAgainInTheSecond_CountsAsUpdated()
    {
        var cluster = new MemoryCluster();
        string[] rows = [.. MartRows.Rows(150), .. MartRows.Rows(20)];
        await CutOffAsync(cluster, rows, rowsDone: 100);
        await using var bench = new ExportBench { Cluster = cluster };

        await bench.RunAsync(rows, Cancelled);

        Assert.Equal(new LedgerCounts(170, 150, 20, 0, 0, 0, 0), bench.Counts);
        Assert.Equal(150, bench.Report.VerifiedDocuments);
    }

    [Fact]
    public async Task RunAsync_TheFirstPartHadDeadLettersAndWarnings_TheyAreInTheLedgerOfTheWhole()
    {
        var cluster = new MemoryCluster();
        string[] rows = ["x", .. MartRows.Rows(99), "y", .. MartRows.Rows(150).Skip(99)];
        await CutOffAsync(cluster, rows, rowsDone: 100);
        await using var bench = new ExportBench { Cluster = cluster };

        await bench.RunAsync(rows, Cancelled);

        Assert.Equal(new LedgerCounts(152, 150, 0, 0, 0, 2, 0), bench.Counts);
        Assert.Single(bench.DeadLetters());
        Assert.Single(bench.Report.EarlierDeadLetters);
    }

    [Fact]
    public async Task RunAsync_TheMartCannotGoOn_SaysWhyAndBeginsAnewWithoutTheOldIndex()
    {
        var cluster = new MemoryCluster();
        var index = await CutOffAsync(cluster, MartRows.Rows(200), rowsDone: 100);
        await using var bench = new ExportBench { Cluster = cluster };

        await bench.RunAsync(new MemoryMart(MartRows.Rows(200)) { WhyNot = "the job has expired" }, Cancelled);

        Assert.Equal("the load of run run-1 (100 rows) cannot be gone on with: the job has expired", bench.Report.RestartReason);
        Assert.NotEqual(index, bench.Report.Index);
        Assert.Equal([bench.Report.Index!], cluster.IndexNames);
        Assert.Equal(new LedgerCounts(200, 200, 0, 0, 0, 0, 0), bench.Counts);
        Assert.Empty(bench.Report.OrphanIndices);
    }

    [Fact]
    public async Task RunAsync_TheIndexLostDocuments_BeginsAnew()
    {
        var cluster = new MemoryCluster();
        var index = await CutOffAsync(cluster, MartRows.Rows(200), rowsDone: 100);
        cluster.Index(index).Documents.Remove(BlendBuilder.Blend(5).BlendId);
        await using var bench = new ExportBench { Cluster = cluster };

        await bench.RunAsync(MartRows.Rows(200), Cancelled);

        Assert.EndsWith($"{index} holds 99 documents where 100 were written", bench.Report.RestartReason, StringComparison.Ordinal);
        Assert.Equal(200, bench.Report.VerifiedDocuments);
    }

    [Fact]
    public async Task RunAsync_Restart_BeginsAnew()
    {
        var cluster = new MemoryCluster();
        await CutOffAsync(cluster, MartRows.Rows(200), rowsDone: 100);
        await using var bench = new ExportBench { Cluster = cluster };
        bench.Options = bench.Options with { Restart = true };

        await bench.RunAsync(MartRows.Rows(200), Cancelled);

        Assert.EndsWith("--restart was given", bench.Report.RestartReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_TheMartFailsAtOnceWhereTheRunBeforeStopped_TheNextBeginsAnew()
    {
        var cluster = new MemoryCluster();
        await CutOffAsync(cluster, MartRows.Rows(200), rowsDone: 100);
        await using (var broken = new ExportBench { Cluster = cluster })
        {
            await Assert.ThrowsAsync<MartException>(() =>
                broken.RunAsync(new MemoryMart(MartRows.Rows(100)) { Fault = new MartException("the session is gone") }, Cancelled));
        }

        Assert.Empty(cluster.IndexNames);
        Assert.Null(cluster.State!["load"]);
    }

    [Fact]
    public async Task RunAsync_TheClusterGoesAwayMidway_TheNextRunGoesOn()
    {
        var cluster = new MemoryCluster();
        var requests = 0;
        cluster.Before = request => request.Path.EndsWith("_bulk", StringComparison.Ordinal) && ++requests > 10
            ? new ElasticError(ElasticFailure.Unreachable, null, null, "gone", request.Target) : null;
        await using (var first = new ExportBench { Cluster = cluster })
        {
            first.Options = first.Options with { InFlight = 1 };
            await Assert.ThrowsAsync<ExportException>(() => first.RunAsync(MartRows.Rows(200), Cancelled));
        }

        // How many rows ten requests carry depends on their age too, so the cluster says how many it took.
        var taken = cluster.Index(cluster.IndexNames.Single()).Documents.Count;
        Assert.InRange(taken, 10, 100);

        cluster.Before = _ => null;
        await using var bench = new ExportBench { Cluster = cluster };

        await bench.RunAsync(MartRows.Rows(200), Cancelled);

        Assert.Equal(taken, bench.Report.ResumedRows);
        Assert.Equal(new LedgerCounts(200, 200, 0, 0, 0, 0, 0), bench.Counts);
    }

    /// <summary>Runs an export that ends when so many rows are done with; ten rows a batch, one batch at a time.</summary>
    /// <returns>The index that it leaves.</returns>
    private static async Task<string> CutOffAsync(MemoryCluster cluster, IEnumerable<string> rows, int rowsDone)
    {
        await using var bench = new ExportBench { Cluster = cluster };
        bench.Options = bench.Options with { InFlight = 1 };

        await Assert.ThrowsAsync<MartException>(() =>
            bench.RunAsync(new MemoryMart(rows.Take(rowsDone)) { Fault = new MartException("cut off") }, Cancelled));

        Assert.Equal(rowsDone, bench.Report.KeptRows);
        return cluster.IndexNames.Single();
    }

    private static long Version(int number) => (BlendBuilder.Blend(number).UpdatedAt - DateTimeOffset.UnixEpoch).Ticks / 10;
}
