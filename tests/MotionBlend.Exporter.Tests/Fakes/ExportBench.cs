using Microsoft.Extensions.Logging.Abstractions;
using MotionBlend.Domain.Quality;
using MotionBlend.Elasticsearch.Bulk;
using MotionBlend.Elasticsearch.Cluster;
using MotionBlend.Elasticsearch.Documents;
using MotionBlend.Elasticsearch.Indices;
using MotionBlend.Exporter.Comparison;
using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Progress;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Tests.Fakes;

/// <summary>An export over a <see cref="MemoryCluster"/>, put together as the command does it, with waits that take no time.</summary>
internal sealed class ExportBench : IAsyncDisposable
{
    public const string Alias = "mb_blends_v1";

    private readonly string _folder = Directory.CreateTempSubdirectory("exporter-tests-").FullName;
    private readonly Ledger _ledger = new();
    private readonly DeadLetterFile _deadLetters;

    public ExportBench()
    {
        _deadLetters = new DeadLetterFile(Path.Combine(_folder, "dead-letters.ndjson"), "run-1", "memory", new SwiftTime());
    }

    public MemoryCluster Cluster { get; init; } = new();

    private TimeProvider Time => Cluster.Clock ?? Cluster.Time;

    public FullExportOptions Options { get; set; } =
        new(Alias, new BatchLimits(10, 1_000_000), 3, new DeadLetterCap(1000, null), 1, false, null, null, null, null);

    public TimeSpan RetryFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>True to let a sync delete what the mart no longer has.</summary>
    public bool Deletes { get; init; }

    /// <summary>Rows that a sync sends before it looks for them; few, so that it does so on its way too.</summary>
    public int MostUnproven { get; init; } = 25;

    public ExportReport Report { get; } = new();

    public LedgerCounts Counts => _ledger.Counts;

    public IReadOnlyDictionary<string, long> RetriesByCause { get; private set; } = new Dictionary<string, long>();

    public IReadOnlyDictionary<string, long> Warnings { get; private set; } = new Dictionary<string, long>();

    public Task RunAsync(IEnumerable<string> rows, CancellationToken cancellationToken) => RunAsync(new MemoryMart(rows), cancellationToken);

    public async Task RunAsync(IMartSource mart, CancellationToken cancellationToken)
    {
        var state = new RunState("run-1", _ledger, new DocumentCensus(), _deadLetters, new RunProgress(_ledger, Time),
            new ConcurrencyLimit(Options.InFlight, Options.InFlightBytes));
        RetriesByCause = state.Progress.RetriesByCause;
        var schedule = new RetrySchedule(RetryFor, new Random(7));
        var requests = new ClusterRequests(schedule, Time, NullLogger<ClusterRequests>.Instance);
        var indices = new BlendIndices(new IndexClient(Cluster), requests, Options.Alias, NullLogger<BlendIndices>.Instance);
        var indexer = new BlendIndexer(new BulkClient(Cluster), schedule, state, Time, NullLogger<BlendIndexer>.Instance);
        var pipeline = new ExportPipeline(new BatchJudge(new QualityGate()), indexer, state, Options.Cap);
        Warnings = pipeline.Warnings;
        await using var lease = Lease(requests);
        var resumption = new LoadResumption(indices, new DocumentScanner(Cluster), requests, lease, Options, state, Time, NullLogger<LoadResumption>.Instance);
        await new FullExport(new ClusterClient(Cluster), requests, indices, lease, resumption, Gone(requests), pipeline, Options, state, Time, NullLogger<FullExport>.Instance)
            .RunAsync(mart, Report, cancellationToken);
    }

    /// <summary>One of several tasks of an export of rows: <see cref="FullExportOptions.Task"/>.</summary>
    public async Task RunTaskAsync(IMartSource mart, string runId, CancellationToken cancellationToken)
    {
        var (state, requests, indices, _) = SyncParts();
        state = state with { RunId = runId };
        var indexer = new BlendIndexer(new BulkClient(Cluster), new RetrySchedule(RetryFor, new Random(7)), state, Time, NullLogger<BlendIndexer>.Instance);
        var pipeline = new ExportPipeline(new BatchJudge(new QualityGate()) { Shard = mart is BigQueryMart ? null : Options.Task }, indexer, state, Options.Cap);
        var control = new ControlIndex(Cluster, requests, Alias);
        RunLease Lease(string id, bool isShared, string? successorOf) =>
            new(control, id, "export", Time, NullLogger<RunLease>.Instance, isShared, successorOf);
        await using var lease = new RunLease(control.OfTask(Options.Task!.Index, Options.Task.Count), runId, "export", Time, NullLogger<RunLease>.Instance);
        var resumption = new LoadResumption(indices, new DocumentScanner(Cluster), requests, lease, Options, state, Time, NullLogger<LoadResumption>.Instance);
        var planner = new TaskPlanner(control, Options, id => Lease(id, true, null), runId, Time);
        var merge = new TaskMerge(control, plan => Lease(runId, false, plan.Id), indices, resumption, Gone(requests), Options, state, Time);
        await new TaskExport(new ClusterClient(Cluster), requests, indices, planner, merge, lease, resumption, pipeline, Options, state, Time, NullLogger<TaskExport>.Instance)
            .RunAsync(mart, Report, cancellationToken);
    }

    /// <summary>A sync of rows; <see cref="FullExportOptions.Settle"/> and the mart's name as in a full export.</summary>
    public Task SyncAsync(IEnumerable<string> rows, CancellationToken cancellationToken, DateTimeOffset? since = null) =>
        SyncAsync(() => new MemoryMart(rows), cancellationToken, since);

    /// <summary>A sync of a mart, which is opened once for its rows and with <see cref="Deletes"/> again for its ids.</summary>
    public async Task SyncAsync(Func<IMartSource> open, CancellationToken cancellationToken, DateTimeOffset? since = null)
    {
        var (state, requests, indices, judge) = SyncParts();
        var indexed = new IndexedBlends(new DocumentScanner(Cluster), requests, Options.Alias, state, new QualityGate(), indices, MostUnproven);
        var indexer = new BlendIndexer(new BulkClient(Cluster), new RetrySchedule(RetryFor, new Random(7)), state, Time, NullLogger<BlendIndexer>.Instance);
        await using var lease = Lease(requests);
        var pipeline = new ExportPipeline(judge, indexer, state, Options.Cap, indexed);
        var (gone, options) = (Gone(requests), SyncOptions(since));
        await new IncrementalSync(new ClusterClient(Cluster), requests, indices, lease, new SyncComparison(indices, judge, pipeline, gone, options, state), pipeline, indexed,
                gone, options, state, Time, NullLogger<IncrementalSync>.Instance)
            .RunAsync((_, _) => Task.FromResult(open()), Report, cancellationToken);
    }

    /// <summary>What a sync of rows would do, into <see cref="Counts"/>.</summary>
    public async Task PlanSyncAsync(IEnumerable<string> rows, CancellationToken cancellationToken, DateTimeOffset? since = null)
    {
        var (state, requests, indices, judge) = SyncParts();
        var indexed = new IndexedBlends(new DocumentScanner(Cluster), requests, Options.Alias, state, new QualityGate(), indices: null);
        var pipeline = new ExportPipeline(judge, new PredictingWriter(state), state, DeadLetterCap.None, indexed);
        var (gone, options) = (Gone(requests), SyncOptions(since));
        await new SyncPlan(indices, new ControlIndex(Cluster, requests, Options.Alias), new SyncComparison(indices, judge, pipeline, gone, options, state), gone, options, state, Time)
            .RunAsync((_, _) => Task.FromResult<IMartSource>(new MemoryMart(rows)), Report, cancellationToken);
    }

    /// <summary>What an export of rows would do.</summary>
    public async Task<LedgerCounts> PlanAsync(IEnumerable<string> rows, bool hasIndex, CancellationToken cancellationToken)
    {
        var (_, requests, _, _) = SyncParts();
        var result = await new MartComparer(new DocumentScanner(Cluster), requests, new QualityGate(), new RunProgress(new Ledger(), Time))
            .CompareAsync(new MemoryMart(rows), hasIndex ? Alias : null, Options.Limits, cancellationToken);
        return result.ExportLedger;
    }

    private (RunState State, ClusterRequests Requests, BlendIndices Indices, BatchJudge Judge) SyncParts()
    {
        var state = new RunState("run-1", _ledger, new DocumentCensus(), _deadLetters, new RunProgress(_ledger, Time),
            new ConcurrencyLimit(Options.InFlight, Options.InFlightBytes));
        var requests = new ClusterRequests(new RetrySchedule(RetryFor, new Random(7)), Time, NullLogger<ClusterRequests>.Instance);
        var indices = new BlendIndices(new IndexClient(Cluster), requests, Options.Alias, NullLogger<BlendIndices>.Instance);
        return (state, requests, indices, new BatchJudge(new QualityGate(), withDigests: true));
    }

    private IncrementalSyncOptions SyncOptions(DateTimeOffset? since) => new(Options.Alias, Options.Source, Options.Limits, Options.Cap, Options.Settle,
        TimeSpan.FromMinutes(10), since, IsReplay: false)
    { Deletes = Deletes };

    private GoneBlends Gone(ClusterRequests requests) => new(new DocumentScanner(Cluster), new DocumentDeleter(Cluster), requests, Options.Fuse);

    /// <summary>What the doctor finds, and with <paramref name="repairs"/> mends.</summary>
    public async Task<IReadOnlyList<Finding>> ExamineAsync(bool repairs, CancellationToken cancellationToken)
    {
        var (_, requests, indices, _) = SyncParts();
        var doctor = new Doctor(
            new IndexClient(Cluster), indices, new ControlIndex(Cluster, requests, Alias), requests, Alias, Time, NullLogger<Doctor>.Instance);
        Assert.Null(await doctor.AtWorkAsync(cancellationToken));
        var findings = await doctor.ExamineAsync(cancellationToken);
        if (repairs)
        {
            await using var lease = Lease(requests);
            await lease.AcquireAsync(cancellationToken);
            foreach (var finding in findings)
            {
                await finding.RepairAsync!(lease, cancellationToken);
            }
        }

        return findings;
    }

    /// <summary>The dead letters as lines.</summary>
    public string[] DeadLetters()
    {
        if (_deadLetters.Path is not { } path)
        {
            return [];
        }

        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private RunLease Lease(ClusterRequests requests) =>
        new(new ControlIndex(Cluster, requests, Options.Alias), "run-1", "export", Time, NullLogger<RunLease>.Instance);

    public async ValueTask DisposeAsync()
    {
        await _deadLetters.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
