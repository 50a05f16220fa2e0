using System.Globalization;
using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Aggregations;

/// <summary>Functions grouped by the keys of the buckets around them. Numbers enter as doubles; sums are compensated (Kahan).</summary>
internal static class RowTermSql
{
    private const string Element = "v";

    /// <summary>The statement for terms over single values, or over the lists of one column.</summary>
    public static string Select(IReadOnlyList<RowTerm> terms, RowValue? lists, BucketRows rows, SqlParameters parameters)
    {
        var source = rows.Select(parameters);
        if (lists is not null)
            source = $"SELECT {rows.KeyList}unnest({Lists(lists, parameters)}) AS {Element} FROM ({source})";
        var columns = string.Join(", ", terms.Select(term => Term(term, parameters)));
        var group = rows.Keys > 0 ? $" GROUP BY {rows.KeyList.TrimEnd(',', ' ')}" : "";
        return $"SELECT {rows.KeyList}{columns} FROM ({source}){group}";
    }

    /// <summary>Reads a computed term: a long, a double, a list of doubles, or null.</summary>
    public static object? Read(RowReader row, RowTerm term, int column) => term.Function switch
    {
        RowFunction.Rows or RowFunction.Count or RowFunction.Distinct or RowFunction.CountAtMost or RowFunction.CountEqual => row.Long(column),
        RowFunction.Quantiles or RowFunction.TwoAtMost or RowFunction.TwoAbove => row.List<double>(column),
        _ => row.IsNull(column) ? null : row.Double(column),
    };

    private static string Term(RowTerm term, SqlParameters parameters)
    {
        if (term.Weight is not null)
            return Weighted(term, parameters);
        var value = term.Value is null ? "" : Value(term.Value, parameters);
        var (function, own) = term.Function switch
        {
            RowFunction.Rows => ("count(*)", null),
            RowFunction.Count => ($"count({value})", null),
            RowFunction.Distinct => ($"count(DISTINCT {value})", null),
            RowFunction.Sum => ($"kahan_sum({value})", null),
            RowFunction.SumOfSquares => ($"kahan_sum({value} * {value})", null),
            RowFunction.Min => ($"min({value})", null),
            RowFunction.Max => ($"max({value})", null),
            RowFunction.Quantiles => ($"quantile_cont({value}, [{string.Join(", ", term.Arguments.Select(Text))}])", null),
            RowFunction.MedianDeviation => ($"mad({value})", null),
            RowFunction.CountAtMost => ("count(*)", $"{value} <= {Text(term.Arguments[0])}"),
            RowFunction.CountEqual => ("count(*)", $"{value} = {Text(term.Arguments[0])}"),
            RowFunction.TwoAtMost => ($"max({value}, 2)", $"{value} <= {Text(term.Arguments[0])}"),
            RowFunction.TwoAbove => ($"min({value}, 2)", (string?)$"{value} > {Text(term.Arguments[0])}"),
            _ => throw new ArgumentOutOfRangeException(nameof(term), term, "a row function without SQL"),
        };
        var conditions = new[] { term.Condition?.Invoke(parameters), own }.OfType<string>().ToList();
        return conditions.Count == 0 ? function : $"{function} FILTER (WHERE {string.Join(" AND ", conditions)})";
    }

    // Several values of a row each have the row's weight.
    private static string Weighted(RowTerm term, SqlParameters parameters)
    {
        var (column, missing) = (term.Value!.Column, term.Value.Missing);
        var factor = (term.Function, column.Many) switch
        {
            (RowFunction.WeightedSum, true) => $"list_sum({Lists(term.Value, parameters)})::DOUBLE",
            (RowFunction.WeightedSum, false) => Value(term.Value, parameters),
            (_, true) => $"len({Lists(term.Value, parameters)})",
            _ => missing is null ? $"CASE WHEN {column.Name} IS NOT NULL THEN 1 END" : "1",
        };
        var condition = term.Condition is null ? "" : $" FILTER (WHERE {term.Condition(parameters)})";
        return $"kahan_sum({factor} * {Value(term.Weight!, parameters)}){condition}";
    }

    private static string Value(RowValue value, SqlParameters parameters)
    {
        var column = value.Column;
        if (column.Many)
            return Number(Element, column);
        return value.Missing switch
        {
            null => Number(column.Name, column),
            // A number is not narrowed to the type of the column.
            double missing => $"coalesce({Number(column.Name, column)}, {parameters.Add(missing)})",
            string missing when column.Type is null => $"coalesce({column.Name}::VARCHAR, {parameters.Add(missing)})",
            var missing => Number($"coalesce({column.Name}, {parameters.Add(missing)})", column),
        };
    }

    private static string Lists(RowValue value, SqlParameters parameters) => value.Missing switch
    {
        null => value.Column.Name,
        double missing when value.Column.Type!.Family != FieldFamily.Boolean => $"coalesce({value.Column.Name}::DOUBLE[], [{parameters.Add(missing)}])",
        var missing => $"coalesce({value.Column.Name}, [{parameters.Add(missing)}::{IndexTable.SqlType(value.Column.Type!.Column)}])",
    };

    private static string Number(string value, RowColumn column) => column.Type?.Family switch
    {
        FieldFamily.Boolean => $"{value}::INTEGER::DOUBLE",
        FieldFamily.Keyword => value,
        _ => $"{value}::DOUBLE",
    };

    private static string Text(double number) => double.IsFinite(number)
        ? number.ToString("R", CultureInfo.InvariantCulture) + "::DOUBLE"
        : $"'{(double.IsNaN(number) ? "nan" : number > 0 ? "infinity" : "-infinity")}'::DOUBLE";
}
