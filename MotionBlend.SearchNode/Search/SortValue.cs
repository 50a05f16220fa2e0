using System.Text.Json;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Search;

/// <summary>A value of a hit's <c>sort</c> array.</summary>
/// <param name="Value">string, long, float, double, or null.</param>
internal readonly record struct SortValue(object? Value)
{
    /// <summary>The value as Elasticsearch shows it for a sort key: missing numbers as the end of their range.</summary>
    /// <param name="value">What the database gave; null for a missing value.</param>
    /// <param name="bound">The sort key.</param>
    public static SortValue Of(object? value, BoundSortKey bound)
    {
        // A date that is sorted as a double is one, whatever the format.
        if (bound is { DateFormat: { } format, Key.Format: not null, Type: SortType.Long })
            return new SortValue(value is null || Integer(value) is long.MinValue or long.MaxValue ? null : format.Write(Integer(value)));
        if (value is null)
            return new SortValue(SortTypes.Missing(bound.Type, bound.Key.MissingIsLargest));
        return new SortValue(bound.Type is SortType.Int or SortType.Long or SortType.Doc ? Integer(value) : value);
    }

    public void Write(Utf8JsonWriter writer)
    {
        switch (Value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case float number:
                JavaNumbers.Write(writer, number);
                break;
            case double number:
                JavaNumbers.Write(writer, number);
                break;
            default:
                writer.WriteNumberValue(Integer(Value));
                break;
        }
    }

    private static long Integer(object value) => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
}
