using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Sql.Aggregations;

/// <summary>The condition that a row has a value from a bound on and below another; infinite bounds are open.</summary>
internal static class RangeSql
{
    public static string Condition(RowValue value, double from, double to, SqlParameters parameters)
    {
        var column = value.Column;
        var missing = value.Missing is double number && number >= from && number < to ? "TRUE" : "FALSE";
        var condition = Within(Number(column.Many ? "x" : column.Name, column), from, to, parameters);
        if (column.Many)
            condition = $"len(list_filter({column.Name}, lambda x: {condition})) > 0";
        return $"(CASE WHEN {column.Name} IS NULL THEN {missing} ELSE {condition} END)";
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
