using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Aggregations;

/// <summary>The condition that a row has a value from a bound on and below another; infinite bounds are open.</summary>
internal static class RangeSql
{
    public static string Condition(RowValue value, double from, double to, SqlParameters parameters)
    {
        var column = value.Column;
        var own = column.Name;
        if (value.Missing is { } missing)
        {
            var mark = column.Type is null ? parameters.Add(missing) : $"{parameters.Add(missing)}::{IndexTable.SqlType(column.Type.Column)}";
            own = column.Many ? $"coalesce({own}, [{mark}])" : $"coalesce({own}, {mark})";
        }

        var condition = Within(Number(column.Many ? "x" : own, column), from, to, parameters);
        return column.Many
            ? $"(coalesce(len(list_filter({own}, lambda x: {condition})), 0) > 0)"
            : $"(({condition}) IS TRUE)";
    }

    private static string Number(string value, RowColumn column) =>
        column.Type?.Family == FieldFamily.Boolean ? $"{value}::INTEGER::DOUBLE" : $"{value}::DOUBLE";

    private static string Within(string value, double from, double to, SqlParameters parameters)
    {
        var bounds = new List<string> { $"{value} IS NOT NULL" };
        if (!double.IsInfinity(from))
            bounds.Add($"{value} >= {parameters.Add(from)}");
        if (!double.IsInfinity(to))
            bounds.Add($"{value} < {parameters.Add(to)}");
        return string.Join(" AND ", bounds);
    }
}
