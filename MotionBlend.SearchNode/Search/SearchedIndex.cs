using MotionBlend.SearchNode.Cluster;

namespace MotionBlend.SearchNode.Search;

/// <summary>An index of a search and the filters of the aliases that led to it; a row matches when one of them does.</summary>
internal sealed record SearchedIndex(IndexState Index, IReadOnlyList<string> AliasFilters)
{
    /// <summary>How many shards of it are searched.</summary>
    public int Shards => Index.Reached?.Count ?? Index.Settings.Shards;
}
