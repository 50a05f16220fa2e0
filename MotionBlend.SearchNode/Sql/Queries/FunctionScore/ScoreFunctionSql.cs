using System.Globalization;
using MotionBlend.SearchNode.Ast.FunctionScore;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Sql.Queries.FunctionScore;

/// <summary>The value of a score function on a row, without its weight.</summary>
internal static class ScoreFunctionSql
{
    public static string Value(ScoreFunctionNode function, string index, SqlParameters parameters) => function switch
    {
        WeightFunction => "1::DOUBLE",
        FieldValueFunction field => FieldValue(field, index, parameters),
        DecayFunction decay => Decay(decay),
        RandomFunction random => RandomSql.Value(random, parameters),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "a score function without SQL"),
    };

    private static string FieldValue(FieldValueFunction function, string index, SqlParameters parameters)
    {
        var name = function.Field?.Path;
        var stored = function.Field is { } field ? field.Many ? $"list_min({field.ColumnName})" : field.ColumnName : "NULL";
        var value = function.Missing is { } missing
            ? $"coalesce(({stored})::DOUBLE, {Text(missing)})"
            : $"coalesce(({stored})::DOUBLE, {ScoreFault.Raise(FailureKind.InternalError, index, parameters, $"'Missing value for field [' || {parameters.Add(name ?? "")} || ']'")}::DOUBLE)";
        var hint = function.Modifier switch
        {
            FieldModifier.Ln => "; consider using ln1p or ln2p instead of ln to avoid negative scores",
            FieldModifier.Log => "; consider using log1p or log2p instead of log to avoid negative scores",
            _ => "",
        };
        return SqlLet.Of(value, "v", v => SqlLet.Of(Modified(function.Modifier, $"({v} * {Text(function.Factor)})"), "r", r =>
        {
            var negative = ScoreFault.Raise(
                FailureKind.IllegalArgument,
                index,
                parameters,
                $"'field value function must not produce negative scores, but got: [' || {ScoreFault.Double(r)} || '] for field value: [' || {ScoreFault.Double(v)} || ']{hint}'");
            return $"(CASE WHEN {r} < 0 THEN {negative}::DOUBLE ELSE {r} END)";
        }));
    }

    private static string Modified(FieldModifier modifier, string x) => modifier switch
    {
        FieldModifier.None => x,
        FieldModifier.Log => Logarithm("log10", x),
        FieldModifier.Log1p => Logarithm("log10", $"({x} + 1)"),
        FieldModifier.Log2p => Logarithm("log10", $"({x} + 2)"),
        FieldModifier.Ln => Logarithm("ln", x),
        FieldModifier.Ln1p => Logarithm("ln", $"({x} + 1)"),
        FieldModifier.Ln2p => Logarithm("ln", $"({x} + 2)"),
        FieldModifier.Square => $"({x} * {x})",
        FieldModifier.Sqrt => $"(CASE WHEN {x} >= 0 THEN sqrt({x}) ELSE 'nan'::DOUBLE END)",
        _ => $"(1::DOUBLE / {x})",
    };

    // The database refuses what has no logarithm, where Java has one that is not finite.
    private static string Logarithm(string function, string x) =>
        $"(CASE WHEN {x} > 0 THEN {function}({x}) WHEN {x} = 0 THEN '-infinity'::DOUBLE ELSE 'nan'::DOUBLE END)";

    private static string Decay(DecayFunction function)
    {
        var value = function.Field.Many ? "x" : function.Field.ColumnName;
        var one = $"greatest(0::DOUBLE, abs({value}::DOUBLE - {Text(function.Origin)}) - {Text(function.Offset)})";
        var distance = function.Field.Many ? $"{OfMany(function.Mode)}(list_transform({function.Field.ColumnName}, lambda x: {one}))" : one;
        // A document without a value stands at the origin.
        var d = $"(CASE WHEN {function.Field.ColumnName} IS NULL THEN 0::DOUBLE ELSE {distance} END)";
        return function.Shape switch
        {
            DecayShape.Gauss => $"exp(0.5::DOUBLE * {d} * {d} / {Text(0.5 * function.Scale * function.Scale / Math.Log(function.Decay))})",
            DecayShape.Exp => $"exp({Text(Math.Log(function.Decay) / function.Scale)} * {d})",
            _ => LinearOf(function.Scale / (1 - function.Decay), d),
        };
    }

    private static string LinearOf(double reach, string distance) =>
        $"greatest(0::DOUBLE, ({Text(reach)} - {distance}) / {Text(reach)})";

    private static string OfMany(MultiValueMode mode) => mode switch
    {
        MultiValueMode.Min => "list_min",
        MultiValueMode.Max => "list_max",
        MultiValueMode.Avg => "list_avg",
        _ => "list_sum",
    };

    private static string Text(double value) => $"'{value.ToString("R", CultureInfo.InvariantCulture)}'::DOUBLE";
}
