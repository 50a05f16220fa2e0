using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Runs;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Exporter.Tests.Export;

public sealed class IncrementalSyncTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_NothingChanged_SendsNothing()
    {
        var cluster = await ExportedAsync(MartRows.Rows(30));
        var sent = 0;
        cluster.OnBulk = operations => sent += operations;

        var bench = await SyncedAsync(cluster, MartRows.Rows(30), since: DateTimeOffset.UnixEpoch);

        Assert.Equal(0, sent);
        Assert.Equal(new LedgerCounts(30, 0, 0, 30, 0, 0, 0), bench.Counts);
    }

    [Fact]
    public async Task RunAsync_SomeChanged_SendsThoseAndMovesTheWatermark()
    {
        var cluster = await ExportedAsync(MartRows.Rows(30));
        var before = DateTimeOffset.Parse((string)cluster.State!["watermark"]!["time"]!, null);
        var changed = BlendBuilder.Blend(7) with { UpdatedAt = before.UtcDateTime.AddSeconds(5), ComputedAt = before.UtcDateTime.AddSeconds(60) };
        var sent = 0;
        cluster.OnBulk = operations => sent += operations;

        var bench = await SyncedAsync(cluster, [.. MartRows.Rows(30).Where((_, index) => index != 6), MartRows.Row(changed)], since: DateTimeOffset.UnixEpoch);

        Assert.Equal(1, sent);
        Assert.Equal(new LedgerCounts(30, 0, 1, 29, 0, 0, 0), bench.Counts);
        Assert.Equal(changed.UpdatedAt, DateTimeOffset.Parse((string)cluster.State!["watermark"]!["time"]!, null));
        Assert.Null(cluster.State["holder"]);
    }

    [Fact]
    public async Task RunAsync_SomeChanged_GivesEveryReplyBackThatItRead()
    {
        var cluster = await ExportedAsync(MartRows.Rows(30));
        var replies = new List<ElasticResponse>();
        cluster.Mangle = (request, reply) =>
        {
            if (request.Path.EndsWith("_search", StringComparison.Ordinal) || request.Path.EndsWith("_bulk", StringComparison.Ordinal))
            {
                replies.Add(reply);
            }

            return reply;
        };

        await SyncedAsync(cluster, MartRows.Rows(40), since: DateTimeOffset.UnixEpoch);

        // Four batches are compared, the last is sent and looked for: each reply that is kept is megabytes which nothing frees for long.
        Assert.Equal(6, replies.Count);
        Assert.All(replies, reply => Assert.Throws<ObjectDisposedException>(() => reply.Content));
    }

    [Fact]
    public async Task RunAsync_RowsBeforeTheWindow_AreLeftAlone()
    {
        var cluster = await ExportedAsync(MartRows.Rows(30));
        var watermark = DateTimeOffset.Parse((string)cluster.State!["watermark"]!["time"]!, null);

        var bench = await SyncedAsync(cluster, MartRows.Rows(30));

        Assert.Equal(watermark - TimeSpan.FromMinutes(10), bench.Report.WindowFrom);
        Assert.True(bench.Counts.IsBalanced);
        Assert.Equal(0, bench.Counts.Created + bench.Counts.Updated);
    }

    [Fact]
    public async Task RunAsync_SameVersionOtherValues_IsWritten()
    {
        var cluster = await ExportedAsync(MartRows.Rows(3));
        var recomputed = BlendBuilder.Blend(2);
        recomputed = recomputed with { ComputedAt = recomputed.ComputedAt.AddSeconds(1) };

        var bench = await SyncedAsync(cluster, [MartRows.Row(1), MartRows.Row(recomputed), MartRows.Row(3)], since: DateTimeOffset.UnixEpoch);

        Assert.Equal(new LedgerCounts(3, 0, 1, 2, 0, 0, 0), bench.Counts);
    }

    [Fact]
    public async Task RunAsync_ACopyOfABlendUnderAnotherId_IsNoReasonToFail()
    {
        var cluster = await ExportedAsync(MartRows.Rows(3));
        cluster.Behind(ExportBench.Alias).Documents["0-copy"] = (1, MartRows.Row(2));

        var bench = await SyncedAsync(cluster, MartRows.Rows(4), since: DateTimeOffset.UnixEpoch);

        Assert.Equal(new LedgerCounts(4, 1, 0, 3, 0, 0, 0), bench.Counts);
    }

    [Fact]
    public async Task RunAsync_AnOlderMart_ChangesNothing()
    {
        var newer = BlendBuilder.Blend(1);
        newer = newer with { UpdatedAt = newer.UpdatedAt.AddSeconds(1) };
        var cluster = await ExportedAsync([MartRows.Row(newer)]);

        var bench = await SyncedAsync(cluster, [MartRows.Row(1)], since: DateTimeOffset.UnixEpoch);

        Assert.Equal(new LedgerCounts(1, 0, 0, 0, 1, 0, 0), bench.Counts);
    }

    [Fact]
    public async Task RunAsync_TheIndexLosesAWrite_IsNotVerifiedAndTheWatermarkStays()
    {
        var cluster = await ExportedAsync(MartRows.Rows(3));
        var watermark = cluster.State!["watermark"]!.ToJsonString();
        var isLoaded = false;
        cluster.OnBulk = _ => isLoaded = true;
        cluster.Before = request =>
        {
            if (isLoaded && request.Target.EndsWith("_refresh", StringComparison.Ordinal))
            {
                cluster.Behind(ExportBench.Alias).Documents.Remove(BlendBuilder.Blend(4).BlendId);
            }

            return null;
        };

        var failure = await Assert.ThrowsAsync<ExportException>(() => SyncedAsync(cluster, MartRows.Rows(4), since: DateTimeOffset.UnixEpoch));

        Assert.Equal(ExportFailure.VerificationFailed, failure.Failure);
        Assert.Contains(BlendBuilder.Blend(4).BlendId, failure.Message);
        Assert.Equal(watermark, cluster.State!["watermark"]!.ToJsonString());
    }

    [Fact]
    public async Task RunAsync_ALaterRowOfAnIdIsRefused_TheEarlierOneIsProvenAndTheOtherADeadLetter()
    {
        var cluster = await ExportedAsync(MartRows.Rows(3));
        var first = BlendBuilder.Blend(4);
        var later = first with { UpdatedAt = first.UpdatedAt.AddSeconds(5), ComputedAt = first.ComputedAt.AddSeconds(60) };
        var writes = 0;
        cluster.Item = id => id == first.BlendId && writes++ == 1 ? 400 : null;

        var bench = await SyncedAsync(cluster, [.. MartRows.Rows(4), MartRows.Row(later)], since: DateTimeOffset.UnixEpoch);

        Assert.Equal(new LedgerCounts(5, 1, 0, 3, 0, 0, 1), bench.Counts);
        Assert.True(bench.Counts.IsBalanced);
    }

    [Fact]
    public async Task RunAsync_TheIndexLosesAnEarlyWriteOfMany_IsFoundOutOnTheWay()
    {
        const int Rows = 300;
        var cluster = await ExportedAsync(MartRows.Rows(3));
        var watermark = cluster.State!["watermark"]!.ToJsonString();
        var sent = 0;
        cluster.OnBulk = operations => sent += operations;
        cluster.Before = request =>
        {
            if (sent > 0 && request.Target.EndsWith("_refresh", StringComparison.Ordinal))
            {
                cluster.Behind(ExportBench.Alias).Documents.Remove(BlendBuilder.Blend(4).BlendId);
            }

            return null;
        };

        var failure = await Assert.ThrowsAsync<ExportException>(() => SyncedAsync(cluster, MartRows.Rows(Rows), since: DateTimeOffset.UnixEpoch));

        Assert.Equal(ExportFailure.VerificationFailed, failure.Failure);
        Assert.Contains(BlendBuilder.Blend(4).BlendId, failure.Message);
        Assert.InRange(sent, 25, Rows / 2);
        Assert.Equal(watermark, cluster.State!["watermark"]!.ToJsonString());
    }

    [Fact]
    public async Task RunAsync_ManyRowsAreSent_EachIsLookedForOnce()
    {
        var cluster = await ExportedAsync(MartRows.Rows(3));
        cluster.Requests.Clear();

        var bench = await SyncedAsync(cluster, MartRows.Rows(103), since: DateTimeOffset.UnixEpoch);

        // Eleven batches are compared; what they sent is looked for after at least 25 rows each time, and what is left at the end.
        Assert.Equal(100, bench.Counts.Created);
        Assert.InRange(cluster.Requests.Count(request => request.EndsWith("_search", StringComparison.Ordinal)), 11 + 3, 11 + 5);
        Assert.Equal(103, bench.Report.VerifiedDocuments);
    }

    [Fact]
    public async Task RunAsync_NoIndexYet_SaysToExportFirst()
    {
        var failure = await Assert.ThrowsAsync<ExportException>(() => SyncedAsync(new MemoryCluster(), MartRows.Rows(1)));

        Assert.Equal(ExportFailure.NoIndex, failure.Failure);
    }

    [Fact]
    public async Task RunAsync_UnderFaults_EndsAsTheMartIs()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var cluster = await ExportedAsync(MartRows.Rows(60));
            cluster.Before = request => random.Next(20) == 0 ? new ElasticError(ElasticFailure.ServerError, 503, null, "busy", request.Target) : null;
            cluster.After = request => random.Next(20) == 0 ? new ElasticError(ElasticFailure.TimedOut, null, null, "lost", request.Target) : null;
            cluster.Item = _ => random.Next(10) == 0 ? 429 : null;
            var rows = Enumerable.Range(1, 80).Select(number => BlendBuilder.Blend(number))
                .Select(blend => random.Next(3) == 0 ? blend with { UpdatedAt = blend.UpdatedAt.AddSeconds(1) } : blend).ToArray();

            var bench = await SyncedAsync(cluster, rows.Select(MartRows.Row), since: DateTimeOffset.UnixEpoch);

            Assert.True(bench.Counts.IsBalanced, $"seed {seed}: {bench.Counts}");
            var documents = cluster.Behind(ExportBench.Alias).Documents;
            Assert.All(rows, row => Assert.Equal((row.UpdatedAt.UtcTicks - DateTime.UnixEpoch.Ticks) / 10, documents[row.BlendId].Version));
        }
    }

    [Fact]
    public async Task RunAsync_AnotherRunIsAtWork_IsRefused()
    {
        var cluster = await ExportedAsync(MartRows.Rows(3));
        cluster.ChangeState(state => state["holder"] = Holder("elsewhere", "2099-01-01T00:00:00Z"));

        var failure = await Assert.ThrowsAsync<ExportException>(() => SyncedAsync(cluster, MartRows.Rows(3)));

        Assert.Equal(ExportFailure.LeaseHeld, failure.Failure);
        Assert.Contains("run other (export on elsewhere, process 1)", failure.Message);
    }

    [Theory]
    [InlineData(false, "2026-01-01T00:00:00Z")]
    [InlineData(true, "2099-01-01T00:00:00Z")]
    public async Task RunAsync_TheOtherRunIsGone_TakesOver(bool isSeenFromHere, string expires)
    {
        var cluster = await ExportedAsync(MartRows.Rows(3));
        cluster.ChangeState(state => state["holder"] = Holder("elsewhere", expires, isSeenFromHere ? ProcessSpace.Current : null));

        var bench = await SyncedAsync(cluster, MartRows.Rows(3));

        Assert.Equal(3, bench.Counts.Read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another boot, or another container on this machine")]
    public async Task RunAsync_AHostOfTheSameNameWhoseProcessesAreNotSeen_IsAtWork(string? processes)
    {
        var cluster = await ExportedAsync(MartRows.Rows(3));
        cluster.ChangeState(state => state["holder"] = Holder(Environment.MachineName, "2099-01-01T00:00:00Z", processes));

        var failure = await Assert.ThrowsAsync<ExportException>(() => SyncedAsync(cluster, MartRows.Rows(3)));

        Assert.Equal(ExportFailure.LeaseHeld, failure.Failure);
    }

    [Fact]
    public async Task RunAsync_AnExportPublishesBeforeItGetsTheLease_TheWatermarkIsOfItsIndex()
    {
        const string Later = "mb_blends_v1-20990101t000000.000";
        var cluster = await ExportedAsync(MartRows.Rows(3));
        var before = cluster.Behind(ExportBench.Alias);
        var isPublished = false;
        cluster.Before = request =>
        {
            if (!isPublished && request.Path.Contains("/_doc/", StringComparison.Ordinal))
            {
                isPublished = true;
                before.Aliases.Clear();
                cluster.AddIndex(Later, ExportBench.Alias);
            }

            return null;
        };

        await SyncedAsync(cluster, MartRows.Rows(4));

        Assert.Equal(Later, (string?)cluster.State!["watermark"]!["index"]);
    }

    [Fact]
    public async Task RunAsync_AnotherRunTookOver_NeitherAliasNorWatermarkMove()
    {
        const string Before = "mb_blends_v1-20200101t000000.000";
        var cluster = new MemoryCluster();
        cluster.AddIndex(Before, ExportBench.Alias);
        cluster.OnBulk = _ => cluster.ChangeState(state =>
        {
            state["fence"] = (long)state["fence"]! + 1;
            state["holder"] = Holder("elsewhere", "2099-01-01T00:00:00Z");
        });
        await using var bench = new ExportBench { Cluster = cluster };

        var failure = await Assert.ThrowsAsync<ExportException>(() => bench.RunAsync(MartRows.Rows(9), Cancelled));

        Assert.Equal(ExportFailure.LeaseLost, failure.Failure);
        Assert.Equal(Before, Assert.Single(cluster.IndexNames));
        Assert.Null(cluster.State!["watermark"]);
        Assert.Equal("other", (string?)cluster.State["holder"]!["run_id"]);
    }

    private static System.Text.Json.Nodes.JsonObject Holder(string host, string expires, string? processes = null) => new()
    {
        ["processes"] = processes,
        ["run_id"] = "other",
        ["command"] = "export",
        ["host"] = host,
        ["process_id"] = 1,
        ["process_started_at"] = "2020-01-01T00:00:00Z",
        ["since"] = "2026-01-01T00:00:00Z",
        ["expires_at"] = expires,
    };

    private static async Task<MemoryCluster> ExportedAsync(IEnumerable<string> rows)
    {
        await using var bench = new ExportBench();
        await bench.RunAsync(rows, Cancelled);
        return bench.Cluster;
    }

    private static async Task<ExportBench> SyncedAsync(MemoryCluster cluster, IEnumerable<string> rows, DateTimeOffset? since = null)
    {
        await using var bench = new ExportBench { Cluster = cluster };
        await bench.SyncAsync(rows, Cancelled, since);
        return bench;
    }
}
