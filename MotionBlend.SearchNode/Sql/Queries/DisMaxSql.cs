using MotionBlend.SearchNode.Ast;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>The best score of those queries that match a row, and a share of the others.</summary>
internal static class DisMaxSql
{
    public static Score Score(DisMaxNode node, ScoreSql scores, float boost)
    {
        if (node.Queries is [var only])
            return scores.Of(only, boost);
        var parts = node.Queries
            .Select(query => $"CASE WHEN {PredicateSql.Of(query, scores.Parameters)} THEN {scores.Of(query, boost).Sql} END")
            .ToList();
        var list = $"[{string.Join(", ", parts)}]";
        if (node.TieBreaker == 0)
            return Queries.Score.Variable($"list_max({list})::FLOAT");
        var tie = ValueSql.Float(node.TieBreaker) + "::DOUBLE";
        return Queries.Score.Variable(
            $"(list_max({list})::DOUBLE + (list_sum({list})::DOUBLE - list_max({list})::DOUBLE) * {tie})::FLOAT");
    }
}
