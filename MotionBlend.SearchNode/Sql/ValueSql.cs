using System.Globalization;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Sql;

/// <summary>A field's values as sorts and aggregations see them.</summary>
internal static class ValueSql
{
    /// <summary>The column; of a text field (with <c>fielddata</c>) the set of its words.</summary>
    public static string Of(MappedField field) => field.Type.Family == FieldFamily.Text
        ? $"list_distinct(list_filter({field.ColumnName}, lambda x: x <> ''))"
        : field.ColumnName;

    /// <summary>A 32-bit number as a literal.</summary>
    public static string Float(float value) => value switch
    {
        float.PositiveInfinity => "'Infinity'::FLOAT",
        float.NegativeInfinity => "'-Infinity'::FLOAT",
        float.NaN => "'NaN'::FLOAT",
        _ => value.ToString("R", CultureInfo.InvariantCulture) + "::FLOAT",
    };
}
