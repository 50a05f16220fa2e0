using System.Collections.Concurrent;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search;

/// <summary>
/// The open scrolls and points in time. Each holds a snapshot, so their number and their time are bounded; those whose
/// time is up, or whose index is deleted, are closed by a timer.
/// </summary>
internal sealed class SearchContexts : IAsyncDisposable
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<long, SearchContext> _open = new();
    private readonly Guid _run = Guid.NewGuid();
    private readonly NodeStorage _storage;
    private readonly IndexRefresher _refresher;
    private readonly SearchNodeOptions _options;
    private readonly TimeProvider _clock;
    private readonly ITimer _sweeper;
    private readonly int[] _opening = new int[Enum.GetValues<SearchContextKind>().Length];
    private long _numbers;

    public SearchContexts(NodeStorage storage, IndexRefresher refresher, SearchNodeOptions options, TimeProvider clock)
    {
        _storage = storage;
        _refresher = refresher;
        _options = options;
        _clock = clock;
        // Their views went with the database that they were of.
        storage.Reopened += _open.Clear;
        _sweeper = clock.CreateTimer(_ => _ = SweepAsync(), null, SweepEvery, SweepEvery);
    }

    /// <summary>How many are open.</summary>
    public int Count(SearchContextKind kind) => _open.Values.Count(context => context.Kind == kind);

    /// <summary>Opens a context over a view of this moment.</summary>
    /// <param name="kind">Scroll or point in time.</param>
    /// <param name="keepAlive">How long it lives when it is not used.</param>
    /// <param name="resolve">The indices, from the view's state.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="FailureException">Too many are open, the time is too long, or an index is missing.</exception>
    public async Task<SearchContext> OpenAsync(
        SearchContextKind kind, TimeSpan keepAlive, Func<ClusterState, IReadOnlyList<SearchedIndex>> resolve, CancellationToken cancellationToken)
    {
        var phase = kind == SearchContextKind.Scroll ? "query" : "indices:data/read/open_point_in_time";
        var names = resolve(_storage.State).Select(searched => searched.Index.Name).ToList();
        if (names.Count > 0)
            RequireKeepAlive(keepAlive, phase, names);
        // Those that are being opened count, too: many may wait for their view at the same time.
        var opening = Interlocked.Increment(ref _opening[(int)kind]);
        try
        {
            if (Count(kind) + opening > Most(kind))
                throw QueryFailures.AllShardsFailed(phase, [.. names.Select(name => (name, TooMany(kind)))]).Raise();
            return await OpenViewAsync(kind, keepAlive, resolve, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _opening[(int)kind]);
        }
    }

    private async Task<SearchContext> OpenViewAsync(
        SearchContextKind kind, TimeSpan keepAlive, Func<ClusterState, IReadOnlyList<SearchedIndex>> resolve, CancellationToken cancellationToken)
    {
        await _refresher.RefreshIdleAsync(resolve, cancellationToken);
        var snapshot = await _storage.OpenSnapshotAsync(cancellationToken);
        try
        {
            var context = new SearchContext(Interlocked.Increment(ref _numbers), kind, snapshot, resolve(snapshot.State));
            Touch(context, keepAlive);
            _open[context.Number] = context;
            // A scroll has yet to look at its first page; a point in time over nothing never looks.
            if (kind == SearchContextKind.PointInTime && context.Indices.Count == 0)
                await snapshot.DisposeAsync();
            return context;
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }

    /// <summary>The id of a context.</summary>
    public string IdOf(SearchContext context) => SearchContextId.Of(context, _run).ToString();

    /// <summary>The context of an id; null when there is none (any more).</summary>
    /// <exception cref="FailureException">It is no id at all.</exception>
    public SearchContext? Find(string id, SearchContextKind kind)
    {
        var parsed = SearchContextId.Parse(id, kind);
        return parsed.Run == _run && _open.TryGetValue(parsed.Number, out var context) && context.Expires > _clock.GetUtcNow() ? context : null;
    }

    /// <summary>Sets a context's time anew.</summary>
    /// <exception cref="FailureException">The time is too long.</exception>
    public void KeepAlive(SearchContext context, TimeSpan keepAlive)
    {
        RequireKeepAlive(keepAlive, "query", [.. context.Indices.Select(searched => searched.Index.Name)]);
        Touch(context, keepAlive);
    }

    /// <summary>Closes a context; false when it was closed already.</summary>
    public async Task<bool> CloseAsync(SearchContext context)
    {
        if (!_open.TryRemove(context.Number, out _))
            return false;
        await context.Snapshot.DisposeAsync();
        return true;
    }

    /// <summary>Closes all of a kind.</summary>
    public async Task CloseAllAsync(SearchContextKind kind)
    {
        foreach (var context in _open.Values.Where(context => context.Kind == kind))
            await CloseAsync(context);
    }

    public async ValueTask DisposeAsync()
    {
        await _sweeper.DisposeAsync();
        foreach (var context in _open.Values)
            await CloseAsync(context);
    }

    /// <summary>
    /// Closes the contexts whose time is up, and those that lost an index: as long as a view is open, the database keeps in memory
    /// whatever is dropped by anybody.
    /// </summary>
    public async Task SweepAsync()
    {
        var now = _clock.GetUtcNow();
        foreach (var context in _open.Values.Where(context => context.Expires <= now || context.HasLostIndices(_storage.State)))
            await CloseAsync(context);
    }

    private void Touch(SearchContext context, TimeSpan keepAlive) =>
        context.Expires = _clock.GetUtcNow() + (keepAlive > TimeSpan.Zero ? keepAlive : ClusterSettings.DefaultKeepAlive(_storage.State.Metadata, _options));

    private int Most(SearchContextKind kind) => kind == SearchContextKind.Scroll ? _options.MaxOpenScrolls : _options.MaxOpenPointsInTime;

    private void RequireKeepAlive(TimeSpan keepAlive, string phase, IReadOnlyList<string> indices)
    {
        var most = ClusterSettings.MaxKeepAlive(_storage.State.Metadata, _options);
        if (keepAlive <= most)
            return;
        var failure = Failure.IllegalArgument(
            $"Keep alive for request ({TimeValue.Text(keepAlive)}) is too large. It must be less than ({TimeValue.Text(most)}). "
            + "This limit can be set by changing the [search.max_keep_alive] cluster level setting.");
        throw QueryFailures.AllShardsFailed(phase, [.. indices.Select(name => (name, failure))]).Raise();
    }

    private Failure TooMany(SearchContextKind kind) => kind == SearchContextKind.Scroll
        ? new Failure(
            FailureKind.TooManyScrollContexts,
            $"Trying to create too many scroll contexts. Must be less than or equal to: [{_options.MaxOpenScrolls}]. "
            + "This limit can be set by changing the [search.max_open_scroll_context] setting.")
        : new Failure(
            FailureKind.EsRejectedExecution,
            $"Trying to open too many points in time. Must be less than or equal to: [{_options.MaxOpenPointsInTime}]. "
            + "This limit can be set by changing the [search.max_open_pit_context] setting.");
}
