using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Sql.Queries.FunctionScore;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>
/// The condition of a query node on the rows of its index. A row without a value makes a comparison NULL, which a WHERE
/// takes as no; where "no" matters (must_not, counting) the condition is asked for <c>IS TRUE</c>.
/// </summary>
internal static class PredicateSql
{
    /// <summary>The SQL condition of a node.</summary>
    public static string Of(QueryNode node, SqlParameters parameters) => node switch
    {
        MatchAllNode => "TRUE",
        MatchNoneNode => "FALSE",
        EqualsNode equals => LeafSql.Equal(equals, parameters),
        InNode several => LeafSql.In(several, parameters),
        BetweenNode between => LeafSql.Between(between, parameters),
        ExistsNode exists => LeafSql.Exists(exists),
        IdsNode ids => parameters.IsIn("_id", parameters.Add(ids.Ids.ToList())),
        ConstantScoreNode constant => Of(constant.Filter, parameters),
        PatternNode pattern => PatternSql.Predicate(pattern, parameters),
        PhraseNode phrase => PhraseSql.Predicate(phrase, parameters),
        DisMaxNode best => "(" + string.Join(" OR ", best.Queries.Select(query => Of(query, parameters))) + ")",
        FunctionScoreNode functions => FunctionScoreSql.Predicate(functions, parameters),
        BoostingNode boosting => Of(boosting.Positive, parameters),
        NearestNode nearest => VectorSql.Predicate(nearest, parameters),
        SliceNode slice => ReachSql.Slice(slice),
        FirstNode first => ReachSql.First(first, parameters),
        BelowNode below => $"_seq_no < {parameters.Add(below.SeqNo)}",
        RowsNode some => ReachSql.Rows(some.Rows, parameters),
        BoolNode combined => BoolSql.Predicate(combined, parameters),
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "a query node without SQL"),
    };
}
