using System.Globalization;
using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Aggregations.Metrics;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Aggregations;

/// <summary>Metrics grouped by the keys of the buckets around them. Values enter as doubles; sums are compensated (Kahan).</summary>
internal static class MetricSql
{
    /// <summary>The statement for metrics over single-valued columns, or for one over a column of lists.</summary>
    public static string Select(RowColumns columns, IReadOnlyList<MetricAggregation> metrics, BucketRows rows, SqlParameters parameters)
    {
        var many = columns.Field(metrics[0].Field).Many;
        var source = rows.Select(parameters);
        if (many)
            source = $"SELECT {rows.KeyList}unnest({Values(columns.Field(metrics[0].Field), metrics[0], parameters)}) AS v FROM ({source})";
        var terms = metrics.SelectMany(metric =>
        {
            var value = many ? Number("v", columns.Field(metric.Field)) : Value(columns.Field(metric.Field), metric, parameters);
            return metric.Terms.Select(term => Term(term, value));
        });
        var group = rows.Keys > 0 ? $" GROUP BY {rows.KeyList.TrimEnd(',', ' ')}" : "";
        return $"SELECT {rows.KeyList}{string.Join(", ", terms)} FROM ({source}){group}";
    }

    /// <summary>Reads a computed term.</summary>
    public static object? Read(RowReader row, MetricTerm term, int column) => term.Function switch
    {
        MetricFunction.Count => row.Long(column),
        MetricFunction.Quantiles => row.List<double>(column),
        _ => row.IsNull(column) ? null : row.Double(column),
    };

    private static string Term(MetricTerm term, string value) => term.Function switch
    {
        MetricFunction.Count => $"count({value})",
        MetricFunction.Sum => $"kahan_sum({value})",
        MetricFunction.Min => $"min({value})",
        MetricFunction.Max => $"max({value})",
        MetricFunction.Quantiles =>
            $"quantile_cont({value}, [{string.Join(", ", term.Shares.Select(share => share.ToString("R", CultureInfo.InvariantCulture) + "::DOUBLE"))}])",
        _ => throw new ArgumentOutOfRangeException(nameof(term), term, "a metric function without SQL"),
    };

    private static string Value(RowColumn column, MetricAggregation metric, SqlParameters parameters)
    {
        var number = Number(column.Name, column);
        return metric.Missing is { } missing ? $"coalesce({number}, {parameters.Add(missing)})" : number;
    }

    private static string Values(RowColumn column, MetricAggregation metric, SqlParameters parameters) => metric.Missing is { } missing
        ? $"coalesce({column.Name}, [{parameters.Add(missing)}::{IndexTable.SqlType(column.Type!.Column)}])"
        : column.Name;

    private static string Number(string value, RowColumn column) =>
        column.Type?.Family == FieldFamily.Boolean ? $"{value}::INTEGER::DOUBLE" : $"{value}::DOUBLE";
}
