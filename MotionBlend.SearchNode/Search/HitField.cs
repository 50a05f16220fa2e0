using System.Text.Json;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.Mapping.Types;

namespace MotionBlend.SearchNode.Search;

/// <summary>The values of one field under a hit's <c>fields</c>.</summary>
/// <param name="Name">The field.</param>
/// <param name="Values">string, long, float, double, bool, an array of floats (a vector), or null.</param>
internal sealed record HitField(string Name, List<object?> Values)
{
    /// <summary>A value of a field's column as <c>fields</c> shows it.</summary>
    public static object Of(ColumnValue value, FieldType type, DateFormat? format) => type switch
    {
        DateType date => (format ?? date.Format).Write(value.Integer),
        FloatType { Precision: FloatPrecision.Double } => value.Real,
        FloatType => (float)value.Real,
        BooleanType => value.Boolean,
        IntegerType => value.Integer,
        _ => value.Text,
    };

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartArray(Name);
        foreach (var value in Values)
        {
            switch (value)
            {
                case bool flag:
                    writer.WriteBooleanValue(flag);
                    break;
                case float[] vector:
                    writer.WriteStartArray();
                    foreach (var number in vector)
                        JavaNumbers.Write(writer, number);
                    writer.WriteEndArray();
                    break;
                case JsonElement element:
                    element.WriteTo(writer);
                    break;
                default:
                    new SortValue(value).Write(writer);
                    break;
            }
        }

        writer.WriteEndArray();
    }
}
