using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>The <c>missing</c> parameter: the value of documents that have none.</summary>
internal static class MissingValue
{
    /// <summary>The value in the type of a column, or as a number where that is what counts.</summary>
    /// <exception cref="Failures.FailureException">It cannot be a value of the field.</exception>
    public static object? Of(RowColumn column, JsonValue? missing, bool numeric) => missing is null
        ? null
        : numeric ? Number(column.Type, missing) : Value(column.Type, missing);

    private static object Value(FieldType? type, JsonValue missing) => type switch
    {
        null or KeywordType => missing.Text,
        DateType date => Millis(date, missing),
        BooleanType => Flag(missing),
        FloatType number => number.Round(missing.AsDouble()),
        _ => missing.AsLong(),
    };

    private static double Number(FieldType? type, JsonValue missing) => type switch
    {
        DateType date => Millis(date, missing),
        BooleanType when missing.Kind != JsonKind.Number => Flag(missing) ? 1 : 0,
        _ => AsDouble(missing),
    };

    // A boolean is read as text, which is no number.
    private static double AsDouble(JsonValue missing) => missing.Kind == JsonKind.Boolean
        ? throw new Failure(FailureKind.NumberFormat, $"For input string: \"{missing.Text}\"").Raise()
        : missing.AsDouble();

    private static long Millis(DateType date, JsonValue missing) =>
        missing.Kind == JsonKind.Number ? missing.AsLong() : date.Format.Parse(missing.Text).Millis;

    // A number that is neither would be a value of its own.
    private static bool Flag(JsonValue missing) => missing.Kind == JsonKind.Number && missing.AsDouble() is not (0 or 1)
        ? throw Failure.Unsupported($"[missing] of [{missing.Text}] for a boolean field").Raise()
        : missing.Kind == JsonKind.Number ? missing.AsDouble() != 0 : missing.AsBoolean();
}
