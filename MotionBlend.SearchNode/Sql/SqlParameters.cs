using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql;

/// <summary>The parameters of a statement in the making: a value goes in, its mark in the text comes out.</summary>
internal sealed class SqlParameters
{
    private readonly List<object> _values = [];

    /// <summary>The mark of a value, e.g. <c>$3</c>.</summary>
    public string Add(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }

    /// <summary>The mark of a column value, in the column's type.</summary>
    public string Add(MappedField field, ColumnValue value) => Add(value.ToParameter(field.Type.Column));

    /// <summary>The mark of a list of column values.</summary>
    public string Add(MappedField field, IReadOnlyList<ColumnValue> values) => Add(field.Type.Column switch
    {
        ColumnType.Varchar => values.Select(v => v.Text).ToList(),
        ColumnType.Boolean => values.Select(v => v.Boolean).ToList(),
        ColumnType.Float => values.Select(v => (float)v.Real).ToList(),
        ColumnType.Double => values.Select(v => v.Real).ToList(),
        _ => (object)values.Select(v => v.Integer).ToList(),
    });

    /// <summary>The finished statement.</summary>
    public SqlStatement Statement(string text) => new(text, _values);
}
