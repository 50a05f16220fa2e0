using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Runs;
using MotionBlend.Exporter.Tests.Fakes;

namespace MotionBlend.Exporter.Tests.Control;

/// <summary>What tasks leave behind of an export that they share.</summary>
public sealed class DoctorTests
{
    private readonly MemoryCluster _cluster = new();
    private readonly string[] _rows = [.. MartRows.Rows(300)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Examine_ATaskIsMissing_TellsWhichAndThatAPersonMustRunIt()
    {
        await RunAsync(0, 3);
        await Assert.ThrowsAsync<MartException>(() => RunAsync(1, 3, breakAt: 200));

        var finding = Assert.Single(await ExamineAsync());

        Assert.Contains("3 tasks that began to load mb_blends_v1-", finding.Problem, StringComparison.Ordinal);
        Assert.Contains("(task 1: 200 rows of the mart are done, not at work; task 2: no rows yet, not at work)", finding.Problem, StringComparison.Ordinal);
        Assert.Null(finding.Repair);

        await RunAsync(2, 3);
        await RunAsync(1, 3);
        Assert.Empty(await ExamineAsync());
    }

    [Fact]
    public async Task Examine_AllTasksAreDoneAndNonePublished_SaysWhatPublishes()
    {
        await RunAsync(0, 2);
        _cluster.Before = request => request.Target == "POST /_aliases" ? new ElasticError(ElasticFailure.Unreachable, null, null, "gone", request.Target) : null;
        await Assert.ThrowsAsync<ExportException>(() => RunAsync(1, 2));
        _cluster.Before = _ => null;

        var finding = Assert.Single(await ExamineAsync());

        Assert.Contains("are done, but none has published it: run one of them again", finding.Problem, StringComparison.Ordinal);
        await RunAsync(0, 2);
        Assert.Empty(await ExamineAsync());
        Assert.Equal(300, _cluster.Behind(ExportBench.Alias).Documents.Count);
    }

    [Fact]
    public async Task Examine_TasksThatNoneGoesOnWith_AreForgottenAndTheirIndexIsDeleted()
    {
        await RunAsync(0, 2);
        _cluster.Time.Advance(TimeSpan.FromHours(25));

        Assert.Equal("forget them and delete it", Assert.Single(await ExamineAsync(repairs: true)).Repair);

        Assert.Empty(_cluster.IndexNames);
        Assert.Null(_cluster.State!["tasks"]);
        Assert.Empty(await ExamineAsync());
    }

    [Fact]
    public async Task Examine_TasksWerePublishedAndThatWasNotNoted_IsNoted()
    {
        await RunAsync(0, 2);
        var plan = _cluster.State!["tasks"]!;
        await RunAsync(1, 2);
        _cluster.ChangeState(state => state["tasks"] = plan.DeepClone());

        Assert.Equal("note it", Assert.Single(await ExamineAsync(repairs: true)).Repair);

        Assert.Equal(300, _cluster.Behind(ExportBench.Alias).Documents.Count);
        Assert.Empty(await ExamineAsync());
    }

    private async Task<IReadOnlyList<Finding>> ExamineAsync(bool repairs = false)
    {
        // The lease that tasks share ends by itself.
        _cluster.Time.Advance(TimeSpan.FromMinutes(2));
        await using var bench = new ExportBench { Cluster = _cluster };
        return await bench.ExamineAsync(repairs, Cancelled);
    }

    private async Task RunAsync(int task, int count, int? breakAt = null)
    {
        await using var bench = new ExportBench { Cluster = _cluster };
        bench.Options = bench.Options with { Task = new MartShard(task, count), Fuse = new DeletionFuse(null, 100), InFlight = 1 };
        var mart = new MemoryMart(breakAt is { } end ? _rows.Take(end) : _rows) { Fault = breakAt is null ? null : new MartException("cut off") };
        await bench.RunTaskAsync(mart, $"run-{task}-{Guid.NewGuid():N}", Cancelled);
    }
}
