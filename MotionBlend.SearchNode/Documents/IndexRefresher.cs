using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Documents;

/// <summary>Lets searches see what was written: when it is asked for, when its time has come, and for the first search after a long rest.</summary>
internal sealed class IndexRefresher(NodeStorage storage, NodeCounters counters, TimeProvider clock)
{
    private readonly long _started = clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Refreshes indices and says which they were; returns when searches see every write acknowledged before.</summary>
    /// <param name="choose">The indices, as of the refresh.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task<IReadOnlyList<IndexState>> RefreshAsync(
        Func<ClusterState, IReadOnlyList<IndexState>> choose, CancellationToken cancellationToken)
    {
        // Nothing is hidden most of the time; then there is nothing to wait for in the lane.
        var indices = choose(storage.State);
        if (indices.Any(index => index.Unrefreshed is not null))
        {
            indices = await storage.WriteAsync(
                session =>
                {
                    var chosen = choose(session.State);
                    foreach (var index in chosen)
                        session.Refresh(index);
                    return chosen;
                },
                cancellationToken);
        }

        foreach (var index in indices)
            counters.Of(index.Name).CountRefresh();
        return indices;
    }

    /// <summary>Refreshes those of the searched indices that no search has come to for long, so that this one misses nothing.</summary>
    /// <exception cref="FailureException">The indices cannot be searched.</exception>
    public async Task RefreshIdleAsync(Func<ClusterState, IReadOnlyList<SearchedIndex>> search, CancellationToken cancellationToken)
    {
        if (!storage.State.Indices.Values.Any(IsIdle))
            return;
        var searched = search(storage.State).Select(target => target.Index.Name).ToHashSet(StringComparer.Ordinal);
        await RefreshAsync(state => [.. state.Indices.Values.Where(index => searched.Contains(index.Name) && IsIdle(index))], cancellationToken);
    }

    /// <summary>Refreshes the indices whose interval ends before a span of time is over.</summary>
    public async Task RefreshDueAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (storage.State.Indices.Values.Any(IsDue))
            await RefreshAsync(state => [.. state.Indices.Values.Where(IsDue)], cancellationToken);

        bool IsDue(IndexState index) => index.Unrefreshed is { } unrefreshed
            && (!unrefreshed.HidesNothing || storage.HasRoom)
            && index.Settings.RefreshInterval is { } interval
            && now - DateTimeOffset.FromUnixTimeMilliseconds(unrefreshed.SinceMillis) >= interval - within;
    }

    private bool IsIdle(IndexState index)
    {
        if (index.Unrefreshed is null || index.Settings.SearchIdleAfter is not { } after)
            return false;
        var last = Math.Max(counters.Of(index.Name).LastSearchMillis, Math.Max(index.CreatedMillis, _started));
        return clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(last) >= after;
    }
}
