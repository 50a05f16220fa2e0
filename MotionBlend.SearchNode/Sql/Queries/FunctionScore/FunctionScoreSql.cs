using System.Globalization;
using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Sql.Queries.FunctionScore;

/// <summary>The condition and the score of a function score: factors in 64 bits, the result narrowed to 32.</summary>
internal static class FunctionScoreSql
{
    public static string Predicate(FunctionScoreNode node, SqlParameters parameters)
    {
        var query = PredicateSql.Of(node.Query, parameters);
        if (node.MinScore is not { } least)
            return query;
        // The score may be asked of matching rows only: a function fails on others.
        var score = new ScoreSql(parameters, node.Statistics).Of(node.Scores ? node : node with { Boost = 1 }).Sql;
        return $"(CASE WHEN {query} THEN {score} >= {parameters.Add(least)} ELSE FALSE END)";
    }

    public static Score Score(FunctionScoreNode node, ScoreSql scores, float boost)
    {
        if (node.Functions.Count == 0)
            return scores.Of(node.Query, boost);
        var factor = Least(Factor(node, scores.Parameters), "f", Text(node.MaxBoost));
        // What replaces the query's own score must not ask for it: its parameters would stand nowhere.
        if (node.BoostMode == BoostMode.Replace)
            return Queries.Score.Variable(Checked(node, factor, scores.Parameters));
        return Queries.Score.Variable(SqlLet.Of(
            $"({scores.Of(node.Query, boost).Sql})::DOUBLE", "q", own => Checked(node, Combined(node.BoostMode, own, factor), scores.Parameters)));
    }

    private static string Combined(BoostMode mode, string own, string factor) => mode switch
    {
        BoostMode.Multiply => $"{own} * {factor}",
        BoostMode.Sum => $"{own} + {factor}",
        BoostMode.Avg => $"({factor} + {own}) / 2",
        BoostMode.Max => $"greatest({own}, {factor})",
        _ => Least(factor, "m", own),
    };

    private static string Checked(FunctionScoreNode node, string score, SqlParameters parameters) => SqlLet.Of(score, "s", s =>
    {
        var invalid = node.ToldAnyhow ? s : ScoreFault.Raise(
            FailureKind.InternalError,
            node.Index,
            parameters,
            $"'function score query returned an invalid score: ' || {ScoreFault.Float(s)} || ' for doc: ' || rowid::VARCHAR");
        return $"(CASE WHEN NOT isnan({s}) AND {s} >= 0 THEN least({s}, {Text(float.MaxValue)}) ELSE {invalid} END)::FLOAT";
    });

    // The database takes what is no number for the greatest of all; in Java it is what comes of anything done with it.
    private static string Least(string number, string name, string other) =>
        SqlLet.Of(number, name, n => $"(CASE WHEN isnan({n}) THEN {n} ELSE least({n}, {other}) END)");

    /// <summary>The factor of all functions together, before it is bounded, as SQL.</summary>
    public static string Factor(FunctionScoreNode node, SqlParameters parameters)
    {
        // Where the first counts, none behind one that is for every document is looked at.
        var sure = node.ScoreMode == ScoreMode.First ? node.Functions.ToList().FindIndex(function => function.Filter is Ast.MatchAllNode) : -1;
        var values = (sure < 0 ? node.Functions : node.Functions.Take(sure + 1)).Select(function => OnMatch(
            function, $"{ScoreFunctionSql.Value(function, node.Index, parameters)} * {Text(function.Weight)}", parameters)).ToList();
        var list = $"[{string.Join(", ", values)}]";
        return node.ScoreMode switch
        {
            ScoreMode.Multiply => $"coalesce(list_product({list}), 1::DOUBLE)",
            ScoreMode.First => $"coalesce({string.Join(", ", values)}, 1::DOUBLE)",
            ScoreMode.Max => $"coalesce(list_max({list}), 1::DOUBLE)",
            ScoreMode.Min => SqlLet.Of(list, "l", l => $"coalesce(CASE WHEN isnan(list_max({l})) THEN list_max({l}) ELSE list_min({l}) END, 1::DOUBLE)"),
            _ => Total(node, list, parameters),
        };
    }

    // Where the weights of the matching functions add up to nothing, the factor is one.
    private static string Total(FunctionScoreNode node, string values, SqlParameters parameters)
    {
        var weights = $"list_sum([{string.Join(", ", node.Functions.Select(f => OnMatch(f, Text(f.Weight), parameters)))}])";
        return SqlLet.Of(weights, "w", w =>
        {
            var total = node.ScoreMode == ScoreMode.Avg ? $"list_sum({values}) / {w}" : $"list_sum({values})";
            return $"(CASE WHEN coalesce({w}, 0) <> 0 THEN {total} ELSE 1::DOUBLE END)";
        });
    }

    private static string OnMatch(ScoreFunctionNode function, string value, SqlParameters parameters) => function.Filter is Ast.MatchAllNode
        ? value
        : $"CASE WHEN {PredicateSql.Of(function.Filter, parameters)} THEN {value} END";

    private static string Text(float value) => float.IsFinite(value)
        ? ((double)value).ToString("R", CultureInfo.InvariantCulture) + "::DOUBLE"
        : ValueSql.Float(value) + "::DOUBLE";
}
