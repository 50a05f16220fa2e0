using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Ast.FunctionScore;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>The condition and the score of a boolean combination.</summary>
internal static class BoolSql
{
    public static string Predicate(BoolNode node, SqlParameters parameters)
    {
        // A least score may fail on a row, so it is asked only of those that the other clauses leave.
        var scored = node.Must.Concat(node.Filter).Where(FunctionScoreNode.HasLeastScore).ToList();
        if (scored.Count > 0 && scored.Count < node.Must.Count + node.Filter.Count + node.MustNot.Count)
        {
            var others = node with { Must = [.. node.Must.Except(scored)], Filter = [.. node.Filter.Except(scored)] };
            return $"CASE WHEN {Predicate(others, parameters)} THEN {string.Join(" AND ", scored.Select(clause => PredicateSql.Of(clause, parameters)))} ELSE FALSE END";
        }

        var conditions = node.Must.Concat(node.Filter).Select(clause => PredicateSql.Of(clause, parameters)).ToList();
        conditions.AddRange(node.MustNot.Select(clause => $"({PredicateSql.Of(clause, parameters)}) IS NOT TRUE"));
        if (Should(node, parameters) is { } should)
            conditions.Add(should);
        return conditions.Count == 0 ? "TRUE" : "(" + string.Join(" AND ", conditions) + ")";
    }

    public static Score Score(BoolNode node, ScoreSql scores, float boost)
    {
        var parts = node.Must.Select(clause => scores.Of(clause, boost)).ToList();
        var optional = node.Should.Count - node.MinimumShouldMatch > 0;
        parts.AddRange(node.Should.Select(clause => scores.Of(clause, boost) is var score && optional
            ? Queries.Score.Variable($"CASE WHEN {PredicateSql.Of(clause, scores.Parameters)} THEN {score.Sql} ELSE 0::FLOAT END")
            : score));
        return Queries.Score.Sum(parts);
    }

    private static string? Should(BoolNode node, SqlParameters parameters)
    {
        if (node.MinimumShouldMatch <= 0)
            return null;
        if (node.MinimumShouldMatch > node.Should.Count)
            return "FALSE";
        var clauses = node.Should.Select(clause => PredicateSql.Of(clause, parameters)).ToList();
        if (node.MinimumShouldMatch == clauses.Count)
            return "(" + string.Join(" AND ", clauses) + ")";
        return node.MinimumShouldMatch == 1
            ? "(" + string.Join(" OR ", clauses) + ")"
            : "(" + string.Join(" + ", clauses.Select(clause => $"(({clause}) IS TRUE)::INTEGER")) + $") >= {node.MinimumShouldMatch}";
    }
}
