using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Search.Rows;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search;

/// <summary>Finds the rows of a page of hits, their number and the best score.</summary>
internal static class HitPages
{
    // One more than is counted by default.
    private const long FewHits = SearchRequest.DefaultTrackTotalHits + 1;

    /// <summary>Refuses a page that reaches beyond an index's window.</summary>
    /// <exception cref="FailureException">It does.</exception>
    public static void RequireSlices(IReadOnlyList<SearchedIndex> searched, SearchRequest request)
    {
        if (request.Slice is not { } slice)
            return;
        var refused = searched.Where(index => slice.Max > index.Index.Settings.MaxSlices).Select(index => (index.Index.Name, Failure.IllegalArgument(
            $"The number of slices [{slice.Max}] is too large. It must be less than [{index.Index.Settings.MaxSlices}]. "
            + "This limit can be set by changing the [index.max_slices_per_scroll] index level setting."))).ToList();
        if (refused.Count > 0)
            throw QueryFailures.AllShardsFailed("query", refused).Raise();
    }

    /// <summary>Refuses pages that end behind what an index allows.</summary>
    public static void RequireWindow(IReadOnlyList<SearchTarget> targets, SearchRequest request)
    {
        var window = (long)request.From + request.Size;
        var failures = targets
            .Where(target => IsBeyondWindow(target, request))
            .Select(target => (target.Index.Name, request.Scroll is null
                ? WindowTooLarge(target.Index, window)
                : Failure.IllegalArgument($"Batch size is too large, size must be less than or equal to: [{target.Index.Settings.MaxResultWindow}] but was [{window}]. "
                  + "Scroll batch sizes cost as much memory as result windows so they are controlled by the [index.max_result_window] index level setting.")))
            .ToList();
        if (failures.Count > 0)
            throw QueryFailures.AllShardsFailed("query", failures).Raise();
    }

    /// <summary>Whether a page lies beyond an index's window.</summary>
    public static bool IsBeyondWindow(SearchTarget target, SearchRequest request) => (long)request.From + request.Size > target.Index.Settings.MaxResultWindow;

    /// <summary>A page beyond an index's window.</summary>
    public static Failure WindowTooLarge(IndexState index, long window) => Failure.IllegalArgument(
        $"Result window is too large, from + size must be less than or equal to: [{index.Settings.MaxResultWindow}] but was [{window}]. "
        + "See the scroll api for a more efficient way to request large data sets. This limit can be set by changing the "
        + "[index.max_result_window] index level setting.");

    /// <summary>Finds the page, and the number of hits as far as that comes with it.</summary>
    /// <param name="session">The view.</param>
    /// <param name="query">The search.</param>
    /// <param name="known">Tells rows that hold the page where the hits are known.</param>
    /// <param name="slices">Tells parts of the index that probably hold it.</param>
    public static HitPage Find(ReadSession session, HitQuery query, KnownHits known, SortSlices slices)
    {
        var request = query.Request;
        if (request.Size == 0)
            return new HitPage([], query.Known?.Hits.Count, AtLeast: 0);
        if (query.After is not null || query.Group is not null)
            return new HitPage(Rows(session, HitsSql.Page(query), query), query.Known?.Hits.Count, AtLeast: 0);
        if (query.Known is { Hits: var hits })
        {
            var page = known.Page(session, query) switch
            {
                null => Best(session, query, slices),
                { Hits: { } first } => [.. first.Skip(request.From)],
                { Rows: var few } => Rows(session, HitsSql.Page(query with { Slice = few }), query),
            };
            return new HitPage(page, hits.Count, hits.Count);
        }

        // The database stops reading as soon as it has met so many, and most searches have fewer: they need no other look.
        var met = 0L;
        var rows = session.Query(HitsSql.PageOfAny(query, FewHits), row =>
        {
            met = row.Long(3 + query.Sort.Count + 1);
            return Row(row, query.Sort, grouped: false);
        });
        if (met < FewHits && (rows.Count > 0 || request.From == 0))
            return new HitPage(rows, met, AtLeast: met);
        return new HitPage(Best(session, query, slices), null, met);
    }

    // The page among many hits: found in a part of them where that can be, as ordering all of them is what takes time.
    private static List<HitRow> Best(ReadSession session, HitQuery query, SortSlices slices)
    {
        var request = query.Request;
        if (query.Sort.Count == 0 && query.Targets is [var only] && ScoreLevels.Of(only) is { Count: > 0 } levels)
        {
            var rows = new List<HitRow>();
            foreach (var (_, level) in levels.TakeWhile(_ => rows.Count < request.From + request.Size))
                rows.AddRange(Rows(session, HitsSql.First(query with { Slice = level }, request.From + request.Size - rows.Count), query));
            return rows[Math.Min(request.From, rows.Count)..];
        }

        foreach (var slice in slices.Of(session, query))
        {
            if (Rows(session, HitsSql.Page(query with { Slice = slice }), query) is var rows && rows.Count == request.Size)
                return rows;
        }

        return Rows(session, HitsSql.Page(query), query);
    }

    /// <summary>Writes the ordered rows of a scroll to a temporary table of the session.</summary>
    public static void Keep(ReadSession session, HitQuery query) => session.Execute(HitsSql.Keep(query));

    /// <summary>The next rows of a scroll.</summary>
    public static List<HitRow> KeptRows(ReadSession session, IReadOnlyList<BoundSortKey> sort, long position, int size) =>
        session.Query(HitsSql.Kept(position, size), row => Row(row, sort, grouped: false));

    /// <summary>The number of hits; null when they are not counted.</summary>
    /// <param name="session">The view.</param>
    /// <param name="query">The search.</param>
    /// <param name="page">The page.</param>
    /// <param name="counted">The number of hits where the aggregations have told it.</param>
    public static long? Total(ReadSession session, HitQuery query, HitPage page, long? counted)
    {
        var request = query.Request;
        if (request.TrackTotalHits == 0)
            return null;
        if ((page.Total ?? counted) is { } known)
            return known;
        if (page.AtLeast > request.TrackTotalHits)
            return page.AtLeast;
        var most = request.TrackTotalHits == long.MaxValue ? long.MaxValue : request.TrackTotalHits + 1;
        return session.Single(HitsSql.Total(query.Targets, request.MinScore, most), row => row.Long(0));
    }

    /// <summary>The searched indices with the condition of their rows, for a profile.</summary>
    public static IReadOnlyList<(string Index, string Type, string Condition)> Describe(HitQuery query) =>
        [.. query.Targets.Select(target => (target.Index.Name, target.Query.GetType().Name, HitsSql.Matches(target, query.Request.MinScore, new SqlParameters())))];

    /// <summary>The best score of all hits; null where hits are sorted by a field and scores are not tracked.</summary>
    public static float? MaxScore(ReadSession session, HitQuery query, IReadOnlyList<HitRow> page, KnownHits known, SortSlices slices)
    {
        var request = query.Request;
        if (request.Size == 0 || (request.Sort.Count > 0 && !request.TrackScores))
            return null;
        if (request.Sort.Count == 0 && request.From == 0)
            return page.Count == 0 ? null : page[0].Score;
        var first = new HitQuery(query.Targets, request with { Sort = [], From = 0, Size = 1 }, [], null, null) { Known = query.Known };
        var best = Find(session, first, known, slices).Rows;
        return best.Count == 0 ? null : best[0].Score;
    }

    private static List<HitRow> Rows(ReadSession session, SqlStatement page, HitQuery query) =>
        session.Query(page, row => Row(row, query.Sort, query.Group is not null));

    private static HitRow Row(RowReader row, IReadOnlyList<BoundSortKey> sort, bool grouped) => new(
        (int)row.Long(0),
        row.Long(1),
        row.Long(3 + sort.Count + (grouped ? 1 : 0)),
        row.IsNull(2) ? null : row.Float(2),
        [.. sort.Select((key, i) => SortValue.Of(row.Value(3 + i), key))],
        grouped ? row.Value(3 + sort.Count) : null);
}

/// <summary>What the rows of hits are found by.</summary>
/// <param name="Targets">The indices.</param>
/// <param name="Request">The search.</param>
/// <param name="Sort">Its sort keys.</param>
/// <param name="After">Sort values behind which the page begins.</param>
/// <param name="Group">The field of which each value gives one hit.</param>
internal sealed record HitQuery(
    IReadOnlyList<SearchTarget> Targets, SearchRequest Request, IReadOnlyList<BoundSortKey> Sort, IReadOnlyList<object?>? After, CollapseField? Group)
{
    /// <summary>The part of the documents to look at; null for all.</summary>
    public QueryNode? Slice { get; init; }

    /// <summary>The rows of all hits; null where the query cache does not know them.</summary>
    public KnownRows? Known { get; init; }
}

/// <summary>A page of hits before their documents are fetched.</summary>
/// <param name="Rows">The rows in order.</param>
/// <param name="Total">The number of hits; null where finding the page did not tell it.</param>
/// <param name="AtLeast">How many hits there are at least.</param>
internal sealed record HitPage(List<HitRow> Rows, long? Total, long AtLeast);
