using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Sql.Queries;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Search.Explain;

/// <summary>Explains scores that functions change.</summary>
internal sealed class FunctionExplainer(ExplainColumns columns)
{
    /// <summary>The score of a node under the boosts around it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="around">Those boosts.</param>
    /// <param name="query">Explains the query's own score.</param>
    public RowExplanation Plan(FunctionScoreNode node, float around, RowExplanation query)
    {
        var score = columns.Score(Told(node), around);
        var factor = columns.Factor(node);
        var functions = node.Functions.Select(function => (function, Value: columns.Function(node, function))).ToList();
        return row =>
        {
            var own = query(row);
            if (!own.Matches)
                return own;
            var total = row.Float(score);
            var explained = node.Functions.Count == 0 ? own : Combined(node, total, own, Factor(node, row.Float(factor), functions, row));
            return node.MinScore is { } least && total < least
                ? Explanation.No($"Score value is too low, expected at least {JavaNumbers.Text(least)} but got {JavaNumbers.Text(total)}", explained)
                : explained;
        };
    }

    private static FunctionScoreNode Told(FunctionScoreNode node) =>
        node with { MinScore = null, ToldAnyhow = true, Query = node.Query is FunctionScoreNode inside ? Told(inside) : node.Query };

    private static Explanation Combined(FunctionScoreNode node, float score, Explanation own, Explanation factor)
    {
        var bounded = Explanation.Of(
            Math.Min((float)factor.Value, node.MaxBoost), "min of:", factor, Explanation.Of(node.MaxBoost, "maxBoost"));
        return node.BoostMode switch
        {
            BoostMode.Multiply => Explanation.Of(score, "function score, product of:", own, bounded),
            BoostMode.Replace => bounded with { Value = score },
            BoostMode.Sum => Explanation.Of(score, "sum of", own, bounded),
            BoostMode.Avg => Explanation.Of(score, "avg of", own, bounded),
            BoostMode.Max => Explanation.Of(score, "max of", own, bounded),
            _ => Explanation.Of(score, "min of", own, bounded),
        };
    }

    private static Explanation Factor(FunctionScoreNode node, float factor, List<(ScoreFunctionNode Function, int Value)> functions, RowReader row)
    {
        if (functions is [({ Filter: MatchAllNode } only, var column)])
            return Function(only, row.Float(column));
        var matching = functions.Where(function => !row.IsNull(function.Value)).ToList();
        return matching.Count == 0
            ? Explanation.Of(1, "No function matched")
            : Explanation.Of(
                factor,
                $"function score, score mode [{node.ScoreMode.ToString().ToLowerInvariant()}]",
                [.. matching.Select(function => Filtered(function.Function, row.Float(function.Value)))]);
    }

    private static Explanation Filtered(ScoreFunctionNode function, float value)
    {
        var inside = Function(function, value);
        return function.Filter is MatchAllNode
            ? inside
            : Explanation.Of((float)inside.Value, "function score, product of:", Explanation.Of(1, $"match filter: {QueryText.Of(function.Filter)}"), inside);
    }

    private static Explanation Function(ScoreFunctionNode function, float value)
    {
        var inside = function is DecayFunction decay
            ? Explanation.Of(value, $"Function for field {decay.Field.Path}:", Explanation.Of(value, Text(decay)))
            : Explanation.Of(value, Text(function));
        return function.Weight == 1 && function is not WeightFunction
            ? inside
            : Explanation.Of(value * function.Weight, "product of:", inside, Explanation.Of(function.Weight, "weight"));
    }

    private static string Text(ScoreFunctionNode function) => function switch
    {
        FieldValueFunction { Field: { } field } value =>
            $"field value function: {value.Modifier.ToString().ToLowerInvariant()}(doc['{field.Path}'].value{(value.Missing is { } missing ? $"?:{JavaNumbers.Text(missing)}" : "")} * factor={JavaNumbers.Text(value.Factor)})",
        FieldValueFunction value => $"field value function: the missing value {JavaNumbers.Text(value.Missing ?? 0)} * factor={JavaNumbers.Text(value.Factor)}",
        DecayFunction decay =>
            $"{decay.Shape.ToString().ToLowerInvariant()} of the distance ({decay.Mode.ToString().ToUpperInvariant()}) from "
            + $"{JavaNumbers.Text(decay.Origin)}(=origin) less {JavaNumbers.Text(decay.Offset)}(=offset), {JavaNumbers.Text(decay.Decay)}(=decay) at {JavaNumbers.Text(decay.Scale)}(=scale)",
        RandomFunction random => $"random score function (seed: {random.Given?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}, field: {random.Field?.Path ?? random.Column ?? "_index"})",
        _ => "constant score 1.0 - no function provided",
    };
}
