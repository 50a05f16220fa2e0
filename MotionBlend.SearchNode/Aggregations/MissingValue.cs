using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>The <c>missing</c> parameter: the value of documents that have none.</summary>
internal static class MissingValue
{
    /// <summary>The value in the type of a column, or as a number where that is what counts.</summary>
    /// <param name="column">The column.</param>
    /// <param name="missing">The value as it was written.</param>
    /// <param name="numeric">Whether it counts as a number.</param>
    /// <param name="format">The format of the request, in which a text is read; null for the field's own.</param>
    /// <exception cref="FailureException">It cannot be a value of the field.</exception>
    public static object? Of(RowColumn column, JsonValue? missing, bool numeric, string? format) => missing is null
        ? null
        : numeric ? Number(column.Type, missing, format) : Value(column.Type, missing, format);

    /// <summary>A text that is a number in the format of the request.</summary>
    /// <exception cref="FailureException">It is none.</exception>
    public static double Read(string text, string format) => new NumberFormat(format).Read(text)
        ?? throw new Failure(FailureKind.Runtime, $"Cannot parse the value [{text}] using the pattern [{format}]")
        {
            CausedBy = new Failure(FailureKind.TextParse, $"Unparseable number: \"{text}\""),
        }.Raise();

    private static object Value(FieldType? type, JsonValue missing, string? format) => type switch
    {
        null or KeywordType => missing.Text,
        DateType date => Millis(date, missing, format),
        BooleanType => Flag(missing),
        FloatType number => number.Round(AsDouble(missing, format)),
        _ when missing.Kind != JsonKind.Number && format is not null => (long)Read(missing.Text, format),
        _ => missing.AsLong(),
    };

    private static double Number(FieldType? type, JsonValue missing, string? format) => type switch
    {
        DateType date => Millis(date, missing, format),
        BooleanType when missing.Kind != JsonKind.Number => Flag(missing) ? 1 : 0,
        _ => AsDouble(missing, format),
    };

    // A boolean is read as text, which is no number.
    private static double AsDouble(JsonValue missing, string? format) => missing.Kind switch
    {
        JsonKind.Number => missing.AsDouble(),
        _ when format is not null => Read(missing.Text, format),
        JsonKind.Boolean => throw new Failure(FailureKind.NumberFormat, $"For input string: \"{missing.Text}\"").Raise(),
        _ => missing.AsDouble(),
    };

    private static long Millis(DateType type, JsonValue missing, string? format)
    {
        if (missing.Kind == JsonKind.Number)
            return Saturated(missing);
        var known = format is null ? type.Format : DateFormat.Of(format);
        return known.TryParse(missing.Text, out var date)
            ? date.Millis
            : throw new Failure(FailureKind.Parse, $"failed to parse date field [{missing.Text}] with format [{known.Pattern}]").Raise();
    }

    /// <summary>A number as Java makes a long of it: what is beyond is the end of its range.</summary>
    public static long Saturated(JsonValue number) => number.AsDouble() switch
    {
        >= long.MaxValue => long.MaxValue,
        <= long.MinValue => long.MinValue,
        _ => number.AsLong(),
    };

    // A number that is neither would be a value of its own.
    private static bool Flag(JsonValue missing) => missing.Kind == JsonKind.Number && missing.AsDouble() is not (0 or 1)
        ? throw Failure.Unsupported($"[missing] of [{missing.Text}] for a boolean field").Raise()
        : missing.Kind == JsonKind.Number ? missing.AsDouble() != 0 : missing.AsBoolean();
}
