using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql;

/// <summary>The parameters of a statement in the making: a value goes in, its mark in the text comes out.</summary>
internal sealed class SqlParameters
{
    private readonly List<object> _values = [];

    /// <summary>
    /// Whether a score is being made: long ones have parts within lambdas of the database, where no subquery may stand.
    /// </summary>
    public bool InScore { get; set; }

    /// <summary>The condition that a column has one of some values. Of many values a subquery is by far the fastest.</summary>
    /// <param name="column">The column.</param>
    /// <param name="list">The mark of the values.</param>
    public string IsIn(string column, string list) => InScore ? $"list_contains({list}, {column})" : $"{column} IN (SELECT unnest({list}))";

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
