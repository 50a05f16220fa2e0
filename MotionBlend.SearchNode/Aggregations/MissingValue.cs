using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>The <c>missing</c> parameter: the value of documents that have none.</summary>
internal static class MissingValue
{
    /// <summary>The value in the type of a column, as a number where that is what counts.</summary>
    /// <exception cref="Failures.FailureException">It cannot be a value of the field.</exception>
    public static object? Of(RowColumn column, JsonValue? missing, bool numeric) => (column.Type, missing) switch
    {
        (_, null) => null,
        (null, _) => numeric ? missing.AsDouble() : missing.Text,
        (KeywordType, _) => missing.Text,
        (DateType date, _) => missing.Kind == JsonKind.Number ? missing.AsLong() : date.Format.Parse(missing.Text).Millis,
        (BooleanType, _) => missing.Kind == JsonKind.Number ? missing.AsDouble() != 0 : missing.AsBoolean(),
        (FloatType number, _) => number.Round(missing.AsDouble()),
        _ when numeric => missing.AsDouble(),
        _ => missing.AsLong(),
    };
}
