using MotionBlend.SearchNode.Ast;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>The score of a boosting query.</summary>
internal static class BoostingSql
{
    public static Score Score(BoostingNode node, ScoreSql scores, float boost)
    {
        // As in Lucene the boost multiplies the whole, not the queries inside: to a score function's sum that is not the same.
        var positive = scores.Of(node.Positive).Sql;
        var (factor, own) = (ValueSql.Float(node.NegativeBoost), ValueSql.Float(boost));
        return Queries.Score.Variable(
            $"((CASE WHEN {PredicateSql.Of(node.Negative, scores.Parameters)} THEN {positive} * {factor} ELSE {positive} END)::FLOAT * {own})::FLOAT");
    }
}
