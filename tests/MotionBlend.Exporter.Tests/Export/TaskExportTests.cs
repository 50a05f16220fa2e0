using System.Text.Json.Nodes;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Runs;
using MotionBlend.Exporter.Tests.Fakes;

namespace MotionBlend.Exporter.Tests.Export;

public sealed class TaskExportTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public async Task RunAsync_AllTasksAtOnce_MakeTheIndexThatOneRunMakes(int count)
    {
        var (alone, together) = (new MemoryCluster(), new MemoryCluster { Clock = TimeProvider.System });
        string[] rows = [.. MartRows.Rows(300), "no json", .. MartRows.Rows(20)];
        await using (var one = new ExportBench { Cluster = alone })
        {
            await one.RunAsync(rows, Cancelled);
        }

        var reports = await Task.WhenAll(Enumerable.Range(0, count).Select(task => RunAsync(together, rows, task, count)));

        Assert.Equal(Documents(alone), Documents(together));
        var last = Assert.Single(reports, report => report.Index is not null);
        Assert.Equal(new LedgerCounts(321, 300, 20, 0, 0, 1, 0), last.MergedLedger);
        Assert.Equal(300, last.VerifiedDocuments);
        Assert.Single(together.IndexNames);
        Assert.Null(together.State!["tasks"]);
        Assert.NotNull(together.State["watermark"]);
    }

    [Fact]
    public async Task RunAsync_OneTaskFails_NothingIsPublishedUntilItIsDone()
    {
        const string Before = "mb_blends_v1-20200101t000000.000";
        var cluster = new MemoryCluster();
        cluster.AddIndex(Before, ExportBench.Alias);
        string[] rows = [.. MartRows.Rows(300)];

        Assert.Equal([1, 2], (await RunAsync(cluster, rows, 0, 3)).PendingTasks);
        await Assert.ThrowsAsync<MartException>(() => RunAsync(cluster, rows, 1, 3, breakAt: 200));
        Assert.Equal([1], (await RunAsync(cluster, rows, 2, 3)).PendingTasks);
        Assert.Contains(ExportBench.Alias, cluster.Index(Before).Aliases);

        var report = await RunAsync(cluster, rows, 1, 3);

        Assert.Equal(200, report.ResumedRows);
        Assert.Equal(new LedgerCounts(300, 300, 0, 0, 0, 0, 0), report.MergedLedger);
        Assert.Equal(300, cluster.Behind(ExportBench.Alias).Documents.Count);
        Assert.Empty(cluster.Index(Before).Aliases);
    }

    [Fact]
    public async Task RunAsync_ADoneTaskRunsAgain_LoadsNothingAgain()
    {
        var cluster = new MemoryCluster();
        string[] rows = [.. MartRows.Rows(50)];
        await RunAsync(cluster, rows, 0, 2);
        var bulks = cluster.Requests.Count(request => request.Contains("_bulk", StringComparison.Ordinal));

        Assert.Equal([1], (await RunAsync(cluster, rows, 0, 2)).PendingTasks);

        Assert.Equal(bulks, cluster.Requests.Count(request => request.Contains("_bulk", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task RunAsync_ATaskRunsAgainAfterItsRunWasPublished_HasNothingToDo()
    {
        var cluster = new MemoryCluster();
        string[] rows = [.. MartRows.Rows(50)];
        await RunAsync(cluster, rows, 0, 2, name: "execution-1");
        await RunAsync(cluster, rows, 1, 2, name: "execution-1");
        var bulks = Bulks(cluster);

        await RunAsync(cluster, rows, 0, 2, name: "execution-1");

        Assert.Equal(bulks, Bulks(cluster));
        Assert.Equal(50, Documents(cluster).Count);
        Assert.Single(cluster.IndexNames);
        Assert.Null(cluster.State!["tasks"]);
    }

    [Fact]
    public async Task RunAsync_TheNextRunOfTheTasks_BeginsAnew()
    {
        var cluster = new MemoryCluster();
        await RunAsync(cluster, [.. MartRows.Rows(50)], 0, 2, name: "execution-1");
        await RunAsync(cluster, [.. MartRows.Rows(50)], 1, 2, name: "execution-1");

        await RunAsync(cluster, [.. MartRows.Rows(60)], 0, 2, name: "execution-2");
        await RunAsync(cluster, [.. MartRows.Rows(60)], 1, 2, name: "execution-2");

        Assert.Equal(60, Documents(cluster).Count);
    }

    [Fact]
    public async Task RunAsync_AMartWithoutPlacesToGoOnFrom_IsExportedByTasksToo()
    {
        var cluster = new MemoryCluster();
        string[] rows = [.. MartRows.Rows(50)];
        await Assert.ThrowsAsync<MartException>(() => RunAsync(cluster, rows, 0, 2, breakAt: 30, hasPlaces: false));

        await RunAsync(cluster, rows, 0, 2, hasPlaces: false);
        await RunAsync(cluster, rows, 1, 2, hasPlaces: false);

        Assert.Equal(50, Documents(cluster).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunAsync_TheTaskThatPublishedWasKilledThenASyncWrote_ReadersKeepTheIndex(bool isWatermarkMoved)
    {
        var cluster = new MemoryCluster();
        string[] rows = [.. MartRows.Rows(50)];
        await RunAsync(cluster, rows, 0, 2);
        var plan = cluster.State!["tasks"]!.DeepClone();
        await RunAsync(cluster, rows, 1, 2);
        var index = cluster.Behind(ExportBench.Alias);
        index.Documents["blend_ffffffffffff"] = (1, "{}");
        cluster.Requests.Clear();
        var isWaiting = false;
        cluster.Before = request =>
        {
            // As if the plan were there still when a waiting task gets its turn.
            if (!isWaiting && request.Path.EndsWith(".task-1-of-2", StringComparison.Ordinal))
            {
                isWaiting = true;
                cluster.ChangeState(state =>
                {
                    state["tasks"] = plan.DeepClone();
                    state["watermark"] = isWatermarkMoved ? state["watermark"]!.DeepClone() : null;
                });
            }

            return null;
        };

        await RunAsync(cluster, rows, 1, 2);

        Assert.Equal(51, Documents(cluster).Count);
    }

    [Fact]
    public async Task RunAsync_TheIndexLostADocument_IsNotPublished()
    {
        var cluster = new MemoryCluster();
        string[] rows = [.. MartRows.Rows(50)];
        await RunAsync(cluster, rows, 0, 2);
        var documents = cluster.Index(cluster.IndexNames.Single()).Documents;
        documents.Remove(documents.Keys.First());

        var failure = await Assert.ThrowsAsync<ExportException>(() => RunAsync(cluster, rows, 1, 2));

        Assert.Equal((ExportFailure.VerificationFailed, "the index holds 49 documents where 2 tasks wrote 50"), (failure.Failure, failure.Message));
        Assert.Empty(cluster.IndexNames);
    }

    [Fact]
    public async Task RunAsync_AnExportIsAtWork_IsRefused()
    {
        var cluster = new MemoryCluster();
        cluster.ChangeState(state => state["holder"] = Elsewhere(cluster.Time.GetUtcNow()));

        var failure = await Assert.ThrowsAsync<ExportException>(() => RunAsync(cluster, [.. MartRows.Rows(5)], 0, 2));

        Assert.Equal(ExportFailure.LeaseHeld, failure.Failure);
    }

    [Fact]
    public async Task RunAsync_TheTaskWasKilledSecondsAgoElsewhere_WaitsForItsLeaseAndGoesOn()
    {
        var cluster = new MemoryCluster();
        string[] rows = [.. MartRows.Rows(100)];
        await Assert.ThrowsAsync<MartException>(() => RunAsync(cluster, rows, 0, 2, breakAt: 50));
        var now = cluster.Time.GetUtcNow();
        cluster.ChangeState(state => state["holder"] = Elsewhere(now), task: "task-0-of-2");

        var report = await RunAsync(cluster, rows, 0, 2);

        Assert.Equal(50, report.ResumedRows);
        Assert.InRange(cluster.Time.GetUtcNow() - now, TimeSpan.FromSeconds(60), TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task RunAsync_TheTaskIsAtWorkElsewhere_IsRefused()
    {
        var cluster = new MemoryCluster();
        string[] rows = [.. MartRows.Rows(20)];
        await RunAsync(cluster, rows, 1, 2);
        cluster.ChangeState(state => state["holder"] = Elsewhere(cluster.Time.GetUtcNow()), task: "task-0-of-2");
        cluster.Before = request =>
        {
            if (request.Target.EndsWith("task-0-of-2", StringComparison.Ordinal))
            {
                // It renews its lease.
                cluster.ChangeState(state => state["holder"] = Elsewhere(cluster.Time.GetUtcNow()), task: "task-0-of-2");
            }

            return null;
        };

        var failure = await Assert.ThrowsAsync<ExportException>(() => RunAsync(cluster, rows, 0, 2));

        Assert.Equal(ExportFailure.LeaseHeld, failure.Failure);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RunAsync_AnotherRunHoldsTheAliasWhenAllAreDone_IsWaitedForAndTheLastTaskPublishes(bool isAlive)
    {
        var cluster = new MemoryCluster();
        string[] rows = [.. MartRows.Rows(20)];
        await RunAsync(cluster, rows, 0, 2);
        var isLoaded = false;
        cluster.Before = request =>
        {
            var isDone = request.Target == "PUT /mb_exporter_runs/_doc/state-mb_blends_v1.task-1-of-2" && request.Body!.Content.Span.IndexOf("\"documents\""u8) >= 0;
            if (isLoaded ? isAlive : isDone)
            {
                cluster.ChangeState(state => state["holder"] = Elsewhere(cluster.Time.GetUtcNow()));
            }

            isLoaded |= isDone;
            return null;
        };

        if (isAlive)
        {
            Assert.Equal(ExportFailure.LeaseHeld, (await Assert.ThrowsAsync<ExportException>(() => RunAsync(cluster, rows, 1, 2))).Failure);
            return;
        }

        Assert.NotNull((await RunAsync(cluster, rows, 1, 2)).Index);
        Assert.Equal(20, cluster.Behind(ExportBench.Alias).Documents.Count);
    }

    [Fact]
    public async Task RunAsync_IfEmptyAndReadersSeeDocuments_DoesNothing()
    {
        var cluster = new MemoryCluster();
        string[] rows = [.. MartRows.Rows(20)];
        await RunAsync(cluster, rows, 0, 2);
        await RunAsync(cluster, rows, 1, 2);
        var before = cluster.Requests.Count;

        Assert.Equal(20, (await RunAsync(cluster, rows, 0, 2, ifEmpty: true)).FoundDocuments);

        Assert.DoesNotContain(cluster.Requests.Skip(before), request => request.Contains("_bulk", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_TasksOfAnotherName_BeginAnew()
    {
        var cluster = new MemoryCluster();
        string[] rows = [.. MartRows.Rows(50)];
        await RunAsync(cluster, rows, 0, 2, name: "monday");
        cluster.ChangeState(state => state["holder"] = null);

        Assert.Equal([1], (await RunAsync(cluster, rows, 0, 2, name: "tuesday")).PendingTasks);

        Assert.Equal(2, cluster.IndexNames.Count);
    }

    private static JsonObject Elsewhere(DateTimeOffset now) => new()
    {
        ["run_id"] = "before",
        ["command"] = "export",
        ["host"] = "elsewhere",
        ["process_id"] = 1,
        ["process_started_at"] = now,
        ["since"] = now,
        ["expires_at"] = now.AddSeconds(60),
    };

    private static async Task<ExportReport> RunAsync(MemoryCluster cluster, string[] rows, int task, int count, int? breakAt = null, string? name = null, bool ifEmpty = false, bool hasPlaces = true)
    {
        await using var bench = new ExportBench { Cluster = cluster };
        bench.Options = bench.Options with { Task = new MartShard(task, count), TaskRun = name, Fuse = new DeletionFuse(null, 100), InFlight = 1, IfEmpty = ifEmpty };
        var mart = new MemoryMart(breakAt is { } end ? rows.Take(end) : rows) { Fault = breakAt is null ? null : new MartException("cut off"), HasPlaces = hasPlaces };
        await bench.RunTaskAsync(mart, $"run-{task}-{Guid.NewGuid():N}", Cancelled);
        return bench.Report;
    }

    private static int Bulks(MemoryCluster cluster) => cluster.Requests.Count(request => request.Contains("_bulk", StringComparison.Ordinal));

    private static Dictionary<string, (long Version, string Source)> Documents(MemoryCluster cluster) => cluster.Behind(ExportBench.Alias).Documents;
}
