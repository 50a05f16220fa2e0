using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Aggregations.Metrics;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Aggregations;

/// <summary>
/// Sums of powers and products of several fields, in each bucket. Distances are taken from the bucket's own means, so
/// that no digits are lost to large values.
/// </summary>
internal static class MatrixStatsSql
{
    public static string Select(IReadOnlyList<RowValue> values, SortMode mode, BucketRows rows, SqlParameters parameters)
    {
        var fields = Enumerable.Range(0, values.Count).ToList();
        var keys = rows.KeyList;
        var bucket = rows.Keys == 0 ? "" : $"PARTITION BY {keys.TrimEnd(',', ' ')}";
        var numbers = string.Join(", ", fields.Select(i => $"{Number(values[i], mode, parameters)} AS x{i}"));
        var complete = $"SELECT * FROM (SELECT {keys}{numbers} FROM ({rows.Select(parameters)})) WHERE {string.Join(" AND ", fields.Select(i => $"x{i} IS NOT NULL"))}";
        // The mean of equal values must be that value, so that they do not vary at all.
        var distances = string.Join(", ", fields.Select(i =>
            $"x{i}, CASE WHEN min(x{i}) OVER bucket = max(x{i}) OVER bucket THEN 0 ELSE x{i} - favg(x{i}) OVER bucket END AS d{i}"));
        var sums = fields.Select(i => $"favg(x{i})")
            .Concat(fields.SelectMany(i => fields.Skip(i).Select(j => $"kahan_sum(d{i} * d{j})")))
            .Concat(fields.Select(i => $"kahan_sum(d{i} * d{i} * d{i})"))
            .Concat(fields.Select(i => $"kahan_sum(d{i} * d{i} * d{i} * d{i})"));
        var group = rows.Keys == 0 ? "" : $" GROUP BY {keys.TrimEnd(',', ' ')}";
        return $"SELECT {keys}count(*), {string.Join(", ", sums)} FROM (SELECT {keys}{distances} FROM ({complete}) WINDOW bucket AS ({bucket})){group}";
    }

    /// <summary>Reads the sums behind the keys.</summary>
    public static FieldMoments Read(RowReader row, int keys, int fields)
    {
        var count = row.Long(keys);
        if (count == 0)
            return FieldMoments.None;
        var column = keys + 1;
        return new FieldMoments(
            count,
            Next(fields),
            [.. Enumerable.Range(0, fields).Select(field => Next(fields - field))],
            Next(fields),
            Next(fields));

        double[] Next(int length) => [.. Enumerable.Range(0, length).Select(_ => row.Double(column++))];
    }

    private static string Number(RowValue value, SortMode mode, SqlParameters parameters)
    {
        var column = value.Column;
        var number = column.Type is null ? "NULL::DOUBLE" : column.Many ? OneOf(column, mode) : ToDouble(column.Name, column);
        return value.Missing is { } missing ? $"coalesce({number}, {parameters.Add(missing)})" : number;
    }

    private static string OneOf(RowColumn column, SortMode mode)
    {
        var list = $"list_transform({column.Name}, lambda x: {ToDouble("x", column)})";
        return mode switch
        {
            SortMode.Min => $"list_min({list})",
            SortMode.Max => $"list_max({list})",
            SortMode.Sum => $"list_sum({list})",
            SortMode.Median => $"list_median({list})",
            _ => $"list_avg({list})",
        };
    }

    private static string ToDouble(string value, RowColumn column) =>
        column.Type!.Family == FieldFamily.Boolean ? $"{value}::INTEGER::DOUBLE" : $"{value}::DOUBLE";
}
