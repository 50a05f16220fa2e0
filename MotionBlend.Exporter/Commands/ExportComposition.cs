using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MotionBlend.Domain.Quality;
using MotionBlend.Elasticsearch.Bulk;
using MotionBlend.Elasticsearch.Documents;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Commands;

/// <summary>The parts of a run, put together.</summary>
internal sealed class ExportComposition : IAsyncDisposable
{
    private readonly ClusterConnection _connection;
    private readonly ExporterOptions _options;
    private readonly RunKind _kind;
    private readonly RunState _state;
    private readonly TimeProvider _time;
    private readonly IServiceProvider _services;
    private readonly BatchJudge _judge;
    private readonly IndexedBlends? _indexed;

    /// <summary>Puts the parts together; nothing is sent yet.</summary>
    public ExportComposition(RunKind kind, string command, ExporterOptions options, RunState state, TimeProvider time, IServiceProvider services)
    {
        (_kind, _options, _state, _time, _services) = (kind, options, state, time, services);
        _connection = new ClusterConnection(options, time, services);
        Control = _connection.Control;
        Lease = new RunLease(options.Export.Task is { } task ? Control.OfTask(task.Index, task.Count) : Control, state.RunId, command, time, Logger<RunLease>());
        var gate = new QualityGate();
        var isNew = kind == RunKind.Export;
        _judge = new BatchJudge(gate, withDigests: !isNew) { Shard = options.Mart is MartChoice.File ? options.Export.Task : null };
        _indexed = isNew ? null : new IndexedBlends(new DocumentScanner(_connection.Transport), _connection.Requests, options.Export.Alias, state, gate, _connection.Indices);
        var indexer = new BlendIndexer(new BulkClient(_connection.Transport), _connection.Schedule, state, time, Logger<BlendIndexer>());
        Pipeline = new ExportPipeline(_judge, indexer, state, options.Export.Cap, _indexed);
    }

    /// <summary>Id of the run.</summary>
    public string RunId => _state.RunId;

    /// <summary>The control index.</summary>
    public ControlIndex Control { get; }

    /// <summary>The run's lease on the alias.</summary>
    public RunLease Lease { get; }

    /// <summary>The pipeline.</summary>
    public ExportPipeline Pipeline { get; }

    /// <summary>The full export.</summary>
    public FullExport Export() => new(
        _connection.Cluster, _connection.FirstContact, _connection.Indices, Lease, Resumption(), Gone(), Pipeline, _options.Export, _state, _time, Logger<FullExport>());

    /// <summary>One of several tasks of a full export.</summary>
    public TaskExport Task()
    {
        RunLease LeaseOf(string id, bool isShared, string? successorOf) => new(Control, id, "export", _time, Logger<RunLease>(), isShared, successorOf);
        var planner = new TaskPlanner(Control, _options.Export, id => LeaseOf(id, isShared: true, null), RunId, _time);
        var merge = new TaskMerge(Control, plan => LeaseOf(RunId, isShared: false, plan.Id), _connection.Indices, Resumption(), Gone(), _options.Export, _state, _time);
        return new TaskExport(_connection.Cluster, _connection.FirstContact, _connection.Indices, planner, merge, Lease, Resumption(),
            Pipeline, _options.Export, _state, _time, Logger<TaskExport>());
    }

    /// <summary>The incremental run.</summary>
    public IncrementalSync Sync()
    {
        var (gone, options) = (Gone(), _options.Sync(isReplay: _kind == RunKind.Replay));
        return new IncrementalSync(_connection.Cluster, _connection.FirstContact, _connection.Indices, Lease,
            new SyncComparison(_connection.Indices, _judge, Pipeline, gone, options, _state), Pipeline, _indexed!, gone, options, _state, _time, Logger<IncrementalSync>());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Lease.DisposeAsync();
        _connection.Dispose();
    }

    private LoadResumption Resumption() => new(
        _connection.Indices, new DocumentScanner(_connection.Transport), _connection.Requests, Lease, _options.Export, _state, _time, Logger<LoadResumption>());

    private GoneBlends Gone() => new(
        new DocumentScanner(_connection.Transport), new DocumentDeleter(_connection.Transport), _connection.Requests, _options.Export.Fuse);

    private ILogger<T> Logger<T>() => _services.GetRequiredService<ILogger<T>>();
}
