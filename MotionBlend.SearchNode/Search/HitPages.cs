using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search;

/// <summary>Finds the rows of a page of hits, their number and the best score.</summary>
internal static class HitPages
{
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
            .Where(target => window > target.Index.Settings.MaxResultWindow)
            .Select(target => (target.Index.Name, request.Scroll is null
                ? WindowTooLarge(target.Index, window)
                : Failure.IllegalArgument($"Batch size is too large, size must be less than or equal to: [{target.Index.Settings.MaxResultWindow}] but was [{window}]. "
                  + "Scroll batch sizes cost as much memory as result windows so they are controlled by the [index.max_result_window] index level setting.")))
            .ToList();
        if (failures.Count > 0)
            throw QueryFailures.AllShardsFailed("query", failures).Raise();
    }

    /// <summary>A page beyond an index's window.</summary>
    public static Failure WindowTooLarge(IndexState index, long window) => Failure.IllegalArgument(
        $"Result window is too large, from + size must be less than or equal to: [{index.Settings.MaxResultWindow}] but was [{window}]. "
        + "See the scroll api for a more efficient way to request large data sets. This limit can be set by changing the "
        + "[index.max_result_window] index level setting.");

    /// <summary>The rows of the page, in order.</summary>
    public static List<HitRow> Rows(ReadSession session, HitQuery query) =>
        query.Request.Size == 0 ? [] : session.Query(HitsSql.Page(query), row => Row(row, query.Sort, query.Group is not null));

    /// <summary>Writes the ordered rows of a scroll to a temporary table of the session.</summary>
    public static void Keep(ReadSession session, HitQuery query) => session.Execute(HitsSql.Keep(query));

    /// <summary>The next rows of a scroll.</summary>
    public static List<HitRow> KeptRows(ReadSession session, IReadOnlyList<BoundSortKey> sort, long position, int size) =>
        session.Query(HitsSql.Kept(position, size), row => Row(row, sort, grouped: false));

    /// <summary>The number of hits; null when they are not counted.</summary>
    /// <param name="session">The view.</param>
    /// <param name="query">The search.</param>
    /// <param name="found">How many rows the page has.</param>
    public static long? Total(ReadSession session, HitQuery query, int found)
    {
        var request = query.Request;
        if (request.TrackTotalHits == 0)
            return null;
        // A page that is not full has seen every hit, so the total needs no second look.
        return request.SearchAfter is null && query.Group is null && found < request.Size && (found > 0 || request.From == 0)
            ? request.From + found
            : session.Single(HitsSql.Total(query.Targets, request.MinScore), row => row.Long(0));
    }

    /// <summary>The number of hits of a search that looks at the first documents only, and whether that left any out.</summary>
    /// <remarks>
    /// As in Elasticsearch, queries whose count needs no look at documents are counted whole. Without hits and
    /// aggregations they look at none, so nothing is left out.
    /// </remarks>
    public static (long? Total, bool? Early) TotalOfFirst(ReadSession session, HitQuery query)
    {
        var request = query.Request;
        var early = false;
        var total = 0L;
        foreach (var target in query.Targets)
        {
            var first = ((BoolNode)target.Query).Filter.OfType<FirstNode>().First();
            var all = session.Single(HitsSql.Total([target with { Query = first.Query, PostFilter = null }], null), row => row.Long(0));
            var shortcut = request.MinScore is null && target.PostFilter is null && CountsAtOnce(first.Query);
            early |= all > first.Count && !(shortcut && request.Size == 0 && request.Aggregations.Count == 0);
            total += shortcut ? all : session.Single(HitsSql.Total([target], request.MinScore), row => row.Long(0));
        }

        return (request.TrackTotalHits == 0 ? null : total, early);
    }

    /// <summary>The searched indices with the condition of their rows, for a profile.</summary>
    public static IReadOnlyList<(string Index, string Type, string Condition)> Describe(HitQuery query) =>
        [.. query.Targets.Select(target => (target.Index.Name, target.Query.GetType().Name, HitsSql.Matches(target, new SqlParameters())))];

    /// <summary>The best score of all hits; null where hits are sorted by a field and scores are not tracked.</summary>
    public static float? MaxScore(ReadSession session, HitQuery query, IReadOnlyList<HitRow> page)
    {
        var request = query.Request;
        if (request.Size == 0 || (request.Sort.Count > 0 && !request.TrackScores))
            return null;
        if (request.Sort.Count == 0 && request.From == 0)
            return page.Count == 0 ? null : page[0].Score;
        var best = Rows(session, new HitQuery(query.Targets, request with { Sort = [], From = 0, Size = 1 }, [], null, null));
        return best.Count == 0 ? null : best[0].Score;
    }

    private static bool CountsAtOnce(QueryNode query) => query switch
    {
        MatchAllNode or ExistsNode or EqualsNode { Scored: true } => true,
        ConstantScoreNode constant => CountsAtOnce(constant.Filter),
        BoolNode { Must: [var only], Filter: [], Should: [], MustNot: [] } => CountsAtOnce(only),
        BoolNode { Must: [], Filter: [var only], Should: [], MustNot: [] } => CountsAtOnce(only),
        _ => false,
    };

    private static HitRow Row(RowReader row, IReadOnlyList<BoundSortKey> sort, bool grouped) => new(
        (int)row.Long(0),
        row.Long(1),
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
    IReadOnlyList<SearchTarget> Targets, SearchRequest Request, IReadOnlyList<BoundSortKey> Sort, IReadOnlyList<object?>? After, CollapseField? Group);
