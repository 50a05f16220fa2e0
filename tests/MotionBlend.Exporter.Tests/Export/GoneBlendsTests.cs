using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Runs;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Exporter.Tests.Export;

public sealed class GoneBlendsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_RowsAreGone_ReadersLoseThemAndTheLedgerCountsThem()
    {
        var cluster = await ExportedAsync(100);
        await using var bench = new ExportBench { Cluster = cluster };

        await bench.RunAsync(MartRows.Rows(95), Cancelled);

        Assert.Equal(new LedgerCounts(95, 95, 0, 0, 0, 0, 0, Deleted: 5), bench.Counts);
        Assert.Equal(95, cluster.Behind(ExportBench.Alias).Documents.Count);
    }

    [Theory]
    [InlineData(89, "10%", false)]
    [InlineData(90, "10%", true)]
    [InlineData(50, "49", false)]
    [InlineData(50, "50", true)]
    [InlineData(1, "100%", true)]
    public async Task Export_MoreAreGoneThanTheFuseAllows_IsRefusedAndReadersKeepTheIndexBefore(int left, string fuse, bool isAllowed)
    {
        var cluster = await ExportedAsync(100);
        var before = cluster.IndexNames.Single();
        await using var bench = new ExportBench { Cluster = cluster };
        bench.Options = bench.Options with { Fuse = DeletionFuse.Parse(fuse)! };

        var failure = await Record.ExceptionAsync(() => bench.RunAsync(MartRows.Rows(left), Cancelled));

        if (isAllowed)
        {
            Assert.Null(failure);
            Assert.Equal(100 - left, bench.Counts.Deleted);
            return;
        }

        Assert.Equal(ExportFailure.TooManyDeletes, Assert.IsType<ExportException>(failure).Failure);
        Assert.StartsWith($"{100 - left} of 100 documents", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, Assert.Single(cluster.IndexNames));
        Assert.Equal(100, cluster.Behind(ExportBench.Alias).Documents.Count);
        Assert.Equal(0, bench.Counts.Deleted);
    }

    [Fact]
    public async Task Sync_WithDeletes_DeletesWhatTheMartNoLongerHas()
    {
        var cluster = await ExportedAsync(100);
        await using var bench = new ExportBench { Cluster = cluster, Deletes = true };

        await bench.SyncAsync(MartRows.Rows(101).Where((_, index) => index is not 3 and not 7), Cancelled);

        Assert.Equal((1, 2, 99), (bench.Counts.Created, bench.Counts.Deleted, bench.Report.VerifiedDocuments));
        Assert.DoesNotContain(BlendBuilder.Blend(4).BlendId, cluster.Behind(ExportBench.Alias).Documents.Keys);
        Assert.Contains(BlendBuilder.Blend(101).BlendId, cluster.Behind(ExportBench.Alias).Documents.Keys);
    }

    [Fact]
    public async Task Sync_DeletesAfterAnExportWasCutOff_TheNextExportDoesNotGoOnWithIt()
    {
        var cluster = await ExportedAsync(100);
        await using (var cutOff = new ExportBench { Cluster = cluster })
        {
            await Assert.ThrowsAsync<MartException>(() => cutOff.RunAsync(new MemoryMart(MartRows.Rows(60)) { Fault = new MartException("cut off") }, Cancelled));
        }

        Assert.NotNull(cluster.State!["load"]);
        await using var bench = new ExportBench { Cluster = cluster, Deletes = true };

        await bench.SyncAsync(MartRows.Rows(100).Skip(1), Cancelled);

        Assert.Equal(1, bench.Counts.Deleted);
        Assert.Null(cluster.State["load"]);
        Assert.Single(cluster.IndexNames);
    }

    [Fact]
    public async Task Sync_WithoutDeletes_DeletesNothing()
    {
        var cluster = await ExportedAsync(100);
        await using var bench = new ExportBench { Cluster = cluster };

        await bench.SyncAsync(MartRows.Rows(50), Cancelled);

        Assert.Equal(0, bench.Counts.Deleted);
        Assert.Equal(100, cluster.Behind(ExportBench.Alias).Documents.Count);
    }

    [Fact]
    public async Task Sync_TheMartIsEmpty_DeletesNothingAndSaysWhy()
    {
        var cluster = await ExportedAsync(100);
        await using var bench = new ExportBench { Cluster = cluster, Deletes = true };

        var failure = await Assert.ThrowsAsync<ExportException>(() => bench.SyncAsync([], Cancelled));

        Assert.Equal(ExportFailure.TooManyDeletes, failure.Failure);
        Assert.Equal(100, cluster.Behind(ExportBench.Alias).Documents.Count);
    }

    [Fact]
    public async Task Sync_TheMartIsAPipe_IsRefusedBeforeAnythingIsWritten()
    {
        var cluster = await ExportedAsync(10);
        await using var bench = new ExportBench { Cluster = cluster, Deletes = true };

        var failure = await Assert.ThrowsAsync<MartException>(() => bench.SyncAsync(() => new MemoryMart(MartRows.Rows(12)) { CanBeReadAgain = false }, Cancelled));

        Assert.Contains("leave --deletes off", failure.Cure, StringComparison.Ordinal);
        Assert.Equal(10, cluster.Behind(ExportBench.Alias).Documents.Count);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""{"blend_id":"\ud800"}""")]
    [InlineData("""{"\ud80000":1}""")]
    public async Task Sync_ARowCannotBeRead_ItsDocumentMayBeAnyAndNothingIsDeleted(string row)
    {
        var cluster = await ExportedAsync(100);
        await using var bench = new ExportBench { Cluster = cluster, Deletes = true };

        await bench.SyncAsync([.. MartRows.Rows(99), row], Cancelled);

        Assert.StartsWith("the id of 1 rows cannot be read", bench.Report.DeletesSkipped, StringComparison.Ordinal);
        Assert.Equal(100, cluster.Behind(ExportBench.Alias).Documents.Count);
    }

    [Fact]
    public async Task Sync_ARowThatARuleRefuses_KeepsItsDocument()
    {
        var cluster = await ExportedAsync(100);
        await using var bench = new ExportBench { Cluster = cluster, Deletes = true };

        await bench.SyncAsync([.. MartRows.Rows(99), MartRows.Row(BlendBuilder.Blend(100) with { Coverage = 2 })], Cancelled);

        Assert.Equal(100, cluster.Behind(ExportBench.Alias).Documents.Count);
    }

    [Fact]
    public async Task Sync_ADocumentWasWrittenAgainMeanwhile_ItStays()
    {
        var cluster = await ExportedAsync(100);
        var id = BlendBuilder.Blend(100).BlendId;
        var documents = cluster.Behind(ExportBench.Alias).Documents;
        cluster.Before = request =>
        {
            if (request.Body is { } body && body.Content.Span.IndexOf("\"delete\""u8) >= 0)
            {
                documents[id] = (long.MaxValue, documents[id].Source);
            }

            return null;
        };
        await using var bench = new ExportBench { Cluster = cluster, Deletes = true };

        await bench.SyncAsync(MartRows.Rows(99), Cancelled);

        Assert.Equal(0, bench.Counts.Deleted);
        Assert.Contains(id, documents.Keys);
    }

    private static async Task<MemoryCluster> ExportedAsync(int rows)
    {
        var cluster = new MemoryCluster();
        await using var bench = new ExportBench { Cluster = cluster };
        await bench.RunAsync(MartRows.Rows(rows), Cancelled);
        return cluster;
    }
}
