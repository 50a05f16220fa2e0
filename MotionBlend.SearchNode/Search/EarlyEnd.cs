using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Aggregations.Pipelines;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Sql.Queries;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search;

/// <summary>What a search with <c>terminate_after</c> tells of its hits: how many it counted, and whether it left any out.</summary>
internal static class EarlyEnd
{
    /// <summary>The number of hits of a search that looks at the first documents only, and whether that left any out.</summary>
    /// <remarks>
    /// As in Elasticsearch, queries whose count needs no look at documents are counted whole. Without hits and
    /// aggregations they look at none, so nothing is left out.
    /// </remarks>
    public static (long? Total, bool? Early) Of(ReadSession session, HitQuery query)
    {
        var request = query.Request;
        var looksAtNone = LooksAtNone(session, query);
        var early = false;
        var total = 0L;
        foreach (var target in query.Targets)
        {
            var looked = (BoolNode)target.Query;
            var first = looked.Filter.OfType<FirstNode>().First();
            var all = session.Single(HitsSql.Total([target with { Query = first.Query, PostFilter = null }], request.MinScore), row => row.Long(0));
            var isCounted = request.MinScore is null && target.PostFilter is null && (query.Group is null || request.Size == 0)
                && new EarlyCounts(session, target, CountsFunctions(request)).Has(first.Query, withHits: request.Size > 0);
            early |= all > first.Count && !EndsBefore(request, target, looksAtNone, first.Count, isCounted);
            total += isCounted ? all : session.Single(HitsSql.Total([target], request.MinScore), row => row.Long(0));
        }

        return (request.TrackTotalHits == 0 ? null : total, early);
    }

    // A function_score is counted as its query where Lucene is asked for all hits, and for no score.
    private static bool CountsFunctions(SearchRequest request) =>
        request.Size == 0
        && (request.TrackTotalHits == long.MaxValue || request.Aggregations.Count > 0)
        && !request.Aggregations.Any(aggregation => aggregation.NeedsScores);

    // A search ends before it has met so many where nothing is left to count, and nothing to look for behind a full page.
    private static bool EndsBefore(SearchRequest request, SearchTarget target, bool looksAtNone, int count, bool isCounted) => request switch
    {
        { Aggregations.Count: > 0, Size: > 0 } => false,
        { Aggregations.Count: > 0 } => looksAtNone && isCounted,
        { Size: 0 } => isCounted || request.TrackTotalHits < count,
        { Sort.Count: 0, Collapse: null, TrackScores: false } =>
            Math.Max(request.From + request.Size, isCounted ? 0 : request.TrackTotalHits) < count
            && ScoresOnce(target.Whole)
            && new ScoreSql(new SqlParameters(), target.Statistics).Of(target.Whole).Constant is not null,
        _ => false,
    };

    private static bool LooksAtNone(ReadSession session, HitQuery query)
    {
        var uncut = new UncutAggregations(session, new RowColumns(query.Targets));
        return query.Request.Aggregations.All(aggregation => aggregation is IPipeline || uncut.Contains(aggregation));
    }

    // Whether one condition alone scores, the same for all: Lucene ends such a search where no better score can come.
    private static bool ScoresOnce(QueryNode node) => node switch
    {
        { Boost: 0 } and not FunctionScoreNode => true,
        DisMaxNode { Queries: [var only] } => ScoresOnce(only),
        BoolNode { Must: [], Should: [] } => SimplerQuery.Of(node) is not BoolNode,
        BoolNode { Must: [var only], Should: [] } => ScoresOnce(only),
        BoolNode { Must: [], Should: [var only] } any => (any.Filter.Count == 0 || any.MinimumShouldMatch > 0) && ScoresOnce(only),
        BoolNode or DisMaxNode or BoostingNode or FunctionScoreNode or EqualsNode { Scored: true } => false,
        _ => true,
    };
}
