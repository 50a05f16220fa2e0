using DuckDB.NET.Data;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Storage;

/// <summary>Appends one column value in the type that the column has.</summary>
internal static class RowAppender
{
    public static void Append(IDuckDBAppenderRow row, MappedField field, in ColumnValue value)
    {
        if (!value.IsPresent)
            row.AppendNullValue();
        else if (value.Vector is { } vector)
            row.AppendValue(vector);
        else if (field.Many)
            AppendMany(row, field.Type.Column, value.Many ?? [value]);
        else
            AppendOne(row, field.Type.Column, value);
    }

    private static void AppendOne(IDuckDBAppenderRow row, ColumnType type, in ColumnValue value)
    {
        switch (type)
        {
            case ColumnType.Varchar:
                row.AppendValue(value.Text);
                break;
            case ColumnType.Boolean:
                row.AppendValue(value.Boolean);
                break;
            case ColumnType.TinyInt:
                row.AppendValue((sbyte)value.Integer);
                break;
            case ColumnType.SmallInt:
                row.AppendValue((short)value.Integer);
                break;
            case ColumnType.Integer:
                row.AppendValue((int)value.Integer);
                break;
            case ColumnType.BigInt:
                row.AppendValue(value.Integer);
                break;
            case ColumnType.Float:
                row.AppendValue((float)value.Real);
                break;
            case ColumnType.Double:
                row.AppendValue(value.Real);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "a column type without an appender");
        }
    }

    private static void AppendMany(IDuckDBAppenderRow row, ColumnType type, List<ColumnValue> values)
    {
        switch (type)
        {
            case ColumnType.Varchar:
                row.AppendValue(values.ConvertAll(v => v.Text));
                break;
            case ColumnType.Boolean:
                row.AppendValue(values.ConvertAll(v => v.Boolean));
                break;
            case ColumnType.TinyInt:
                row.AppendValue(values.ConvertAll(v => (sbyte)v.Integer));
                break;
            case ColumnType.SmallInt:
                row.AppendValue(values.ConvertAll(v => (short)v.Integer));
                break;
            case ColumnType.Integer:
                row.AppendValue(values.ConvertAll(v => (int)v.Integer));
                break;
            case ColumnType.BigInt:
                row.AppendValue(values.ConvertAll(v => v.Integer));
                break;
            case ColumnType.Float:
                row.AppendValue(values.ConvertAll(v => (float)v.Real));
                break;
            case ColumnType.Double:
                row.AppendValue(values.ConvertAll(v => v.Real));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "a column type without an appender");
        }
    }
}
