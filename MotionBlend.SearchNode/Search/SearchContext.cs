using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search;

/// <summary>What an open search context is for.</summary>
internal enum SearchContextKind
{
    Scroll,
    PointInTime,
}

/// <summary>A frozen view that a client holds by an id until its time is up: a scroll, or a point in time.</summary>
/// <param name="Number">Number of the context, unique in this process.</param>
/// <param name="Kind">Scroll or point in time.</param>
/// <param name="Snapshot">The view.</param>
/// <param name="Indices">What it was opened over.</param>
internal sealed record SearchContext(
    long Number, SearchContextKind Kind, Snapshot Snapshot, IReadOnlyList<SearchedIndex> Indices)
{
    /// <summary>Whether an index has been deleted since: its rows are gone for every view, and this one is of no use.</summary>
    public bool HasLostIndices(ClusterState state) =>
        !Indices.All(searched => state.Indices.TryGetValue(searched.Index.Name, out var now) && now.Uuid == searched.Index.Uuid);

    /// <summary>When it ends unless it is used before; set with every use.</summary>
    public DateTimeOffset Expires { get; set; }

    /// <summary>How far the scroll has come; null for a point in time and for a scroll over nothing.</summary>
    public ScrollState? Scroll { get; set; }
}
