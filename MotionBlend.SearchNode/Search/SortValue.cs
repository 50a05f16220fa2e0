using System.Text.Json;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Search;

/// <summary>A value of a hit's <c>sort</c> array.</summary>
/// <param name="Value">string, long, float, double, or null.</param>
internal readonly record struct SortValue(object? Value)
{
    /// <summary>The value as Elasticsearch shows it for a sort key: missing numbers as the end of their range.</summary>
    /// <param name="value">What the database gave; null for a missing value.</param>
    /// <param name="type">Type of the field.</param>
    /// <param name="key">The sort key.</param>
    public static SortValue Of(object? value, FieldType type, SortKey key)
    {
        if (type.Family == FieldFamily.Date && key.Format is { } format)
            return new SortValue(value is null ? null : DateFormat.Of(format).Write(Integer(value)));
        if (value is not null)
        {
            return new SortValue(type.Family switch
            {
                FieldFamily.Integer or FieldFamily.Date => Integer(value),
                FieldFamily.Boolean => value is true or 1L ? 1L : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
                _ => value,
            });
        }

        // Last in ascending order, or first in descending order, is the largest value.
        var largest = key.MissingFirst == key.Descending;
        return new SortValue(type switch
        {
            FloatType { Precision: FloatPrecision.Double } => largest ? double.PositiveInfinity : double.NegativeInfinity,
            FloatType => largest ? float.PositiveInfinity : float.NegativeInfinity,
            IntegerType { Width: not ColumnType.BigInt } => largest ? int.MaxValue : (long)int.MinValue,
            IntegerType or DateType or BooleanType => largest ? long.MaxValue : long.MinValue,
            _ => null,
        });
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
