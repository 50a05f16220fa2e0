using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Sql.Queries.FunctionScore;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>
/// The score that a query node gives to rows that match it. Constant for most kinds; BM25 for terms and phrases on
/// keyword, text and boolean fields.
/// </summary>
internal sealed class ScoreSql(SqlParameters parameters, TermStatistics statistics)
{
    public SqlParameters Parameters { get; } = parameters;

    /// <summary>The score of a node under the boosts of the nodes around it.</summary>
    public Score Of(QueryNode node, float boost = 1)
    {
        // As in Lucene, what has a boost of nothing is not scored at all.
        if (node.Boost == 0)
            return Score.Fixed(0);
        var isInner = Parameters.InScore;
        Parameters.InScore = true;
        var score = Made(node, boost * node.Boost);
        Parameters.InScore = isInner;
        return score;
    }

    private Score Made(QueryNode node, float own) => node switch
    {
        EqualsNode { Scored: true } term => Bm25Sql.Score(term, own, statistics, Parameters),
        PhraseNode phrase => PhraseSql.Score(phrase, own, statistics, Parameters),
        DisMaxNode best => DisMaxSql.Score(best, this, own),
        FunctionScoreNode functions => FunctionScoreSql.Score(functions, this, own),
        BoostingNode boosting => BoostingSql.Score(boosting, this, own),
        NearestNode nearest => VectorSql.Score(nearest, own, Parameters),
        BoolNode combined => BoolSql.Score(combined, this, own),
        MatchNoneNode => Score.Fixed(0),
        _ => Score.Fixed(own),
    };
}
