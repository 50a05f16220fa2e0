using MotionBlend.SearchNode.Ast;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>The score of a boosting query.</summary>
internal static class BoostingSql
{
    public static Score Score(BoostingNode node, ScoreSql scores, float boost)
    {
        var positive = scores.Of(node.Positive, boost).Sql;
        var factor = ValueSql.Float(node.NegativeBoost);
        return Queries.Score.Variable(
            $"(CASE WHEN {PredicateSql.Of(node.Negative, scores.Parameters)} THEN {positive} * {factor} ELSE {positive} END)::FLOAT");
    }
}
