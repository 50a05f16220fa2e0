using System.Collections.Concurrent;

namespace MotionBlend.SearchNode.Http;

/// <summary>A request that runs now.</summary>
internal sealed class RunningTask(long id, EndpointRoute route, string description, string? opaqueId, long startedMillis, long startedTicks, CancellationToken aborted)
    : IDisposable
{
    private readonly CancellationTokenSource? _cancel = route.Cancellable ? CancellationTokenSource.CreateLinkedTokenSource(aborted) : null;

    public long Id { get; } = id;

    /// <summary>Elasticsearch's name of the action.</summary>
    public string Action { get; } = route.Action ?? "";

    public string Description { get; } = description;

    /// <summary>The client's own <c>X-Opaque-Id</c>.</summary>
    public string? OpaqueId { get; } = opaqueId;

    /// <summary>Milliseconds since 1970.</summary>
    public long StartedMillis { get; } = startedMillis;

    /// <summary>Timestamp of the clock at the start.</summary>
    public long StartedTicks { get; } = startedTicks;

    public bool Cancellable => route.Cancellable;

    public bool Cancelled => _cancel?.IsCancellationRequested ?? false;

    public CancellationToken CancellationToken => _cancel?.Token ?? aborted;

    /// <summary>Called when the task is over.</summary>
    public Action? Ended { get; init; }

    /// <summary>Asks the request to end.</summary>
    public void Cancel()
    {
        try
        {
            _cancel?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    public void Dispose()
    {
        Ended?.Invoke();
        _cancel?.Dispose();
    }
}

/// <summary>The requests that run now and have an action name: searches, bulk writes.</summary>
internal sealed class RunningTasks(TimeProvider clock)
{
    private readonly ConcurrentDictionary<long, RunningTask> _running = new();
    private long _last;

    /// <summary>Tasks by id.</summary>
    public IReadOnlyList<RunningTask> All => [.. _running.Values.OrderBy(task => task.Id)];

    public RunningTask? Find(long id) => _running.GetValueOrDefault(id);

    /// <summary>Starts a task; it ends when it is disposed.</summary>
    public RunningTask Start(EndpointRoute route, ElasticRequest request, string opaqueId, CancellationToken aborted)
    {
        var id = Interlocked.Increment(ref _last);
        var task = new RunningTask(
            id,
            route,
            route.Cancellable ? $"indices[{request.PathValue("index")}], search_type[QUERY_THEN_FETCH], source[{System.Text.Encoding.UTF8.GetString(request.Body.Span)}]" : "",
            opaqueId.Length > 0 ? opaqueId : null,
            clock.GetUtcNow().ToUnixTimeMilliseconds(),
            clock.GetTimestamp(),
            aborted)
        {
            Ended = () => _running.TryRemove(id, out _),
        };
        if (route.Action is not null)
            _running[id] = task;
        return task;
    }
}
