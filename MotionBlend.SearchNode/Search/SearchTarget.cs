using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Sql.Queries;

namespace MotionBlend.SearchNode.Search;

/// <summary>One index of a search with the search's query bound to it.</summary>
/// <param name="Index">The index.</param>
/// <param name="Context">For binding more queries: filters of aggregations.</param>
/// <param name="Query">The query, with the filter of the alias that led here.</param>
/// <param name="PostFilter">The post filter, if there is one.</param>
/// <param name="Statistics">Term statistics of the index.</param>
internal sealed record SearchTarget(
    IndexState Index, QueryContext Context, QueryNode Query, QueryNode? PostFilter, TermStatistics Statistics)
{
    /// <summary>The query without the end that <c>terminate_after</c> sets to it.</summary>
    public QueryNode Whole => Query is BoolNode { Must: [var whole], Filter: [FirstNode] } ? whole : Query;

    /// <summary>The named queries of the query and the post filter, told in <c>matched_queries</c>.</summary>
    public IReadOnlyList<QueryNode> Named { get; init; } = [];

    /// <summary>The filter of the alias that led here; null without one.</summary>
    public QueryNode? AliasFilter { get; init; }
}
