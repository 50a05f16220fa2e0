namespace MotionBlend.SearchNode.Search;

/// <summary>A scroll between two pages: its rows stand in order in a temporary table of its snapshot.</summary>
/// <param name="Targets">The searched indices, as they were bound.</param>
/// <param name="Request">The search.</param>
/// <param name="Sort">Its sort keys.</param>
/// <param name="First">The first page's result without its hits: every page repeats its totals.</param>
internal sealed record ScrollState(
    IReadOnlyList<SearchTarget> Targets, SearchRequest Request, IReadOnlyList<BoundSortKey> Sort, SearchResult First)
{
    /// <summary>Rows that have been handed out.</summary>
    public long Position { get; set; }

    /// <summary>True once no row is left: the snapshot is given up then.</summary>
    public bool Complete { get; set; }
}
