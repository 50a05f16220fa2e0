using System.Globalization;
using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Aggregations;

/// <summary>Rows in buckets, and how many there are in each.</summary>
internal static class BucketSql
{
    /// <summary>The rows with a key of their column's value, once for each distinct key that a row has.</summary>
    /// <param name="rows">The rows around.</param>
    /// <param name="column">The column that keys are made of.</param>
    /// <param name="key">SQL of a key from SQL of one value.</param>
    /// <param name="missing">SQL of the value of rows without one; null leaves them out.</param>
    public static BucketRows ByValue(BucketRows rows, RowColumn column, Func<string, SqlParameters, string> key, Func<SqlParameters, string>? missing) => new(
        parameters =>
        {
            var source = rows.Select(parameters);
            if (column.Many)
            {
                var values = missing is null ? column.Name : $"coalesce({column.Name}, [{missing(parameters)}])";
                return $"SELECT *, unnest(list_distinct(list_transform({values}, lambda x: {key("x", parameters)}))) AS {rows.NextKey} FROM ({source})";
            }

            var value = missing is null ? column.Name : $"coalesce({column.Name}, {missing(parameters)})";
            return $"SELECT *, {key(value, parameters)} AS {rows.NextKey} FROM ({source}) WHERE {value} IS NOT NULL";
        },
        rows.Keys + 1);

    /// <summary>The rows with the number of each condition that they meet.</summary>
    public static BucketRows ByCondition(BucketRows rows, IReadOnlyList<Func<SqlParameters, string>> conditions) => new(
        parameters =>
        {
            var hits = conditions.Select((condition, i) => $"CASE WHEN {condition(parameters)} THEN {i} END");
            return $"SELECT *, unnest(list_filter([{string.Join(", ", hits)}], lambda x: x IS NOT NULL)) AS {rows.NextKey} FROM ({rows.Select(parameters)})";
        },
        rows.Keys + 1);

    /// <summary>The column with its values as doubles.</summary>
    public static RowColumn AsNumbers(RowColumn column)
    {
        var lists = column.Many ? "[]" : "";
        var whole = column.Type?.Family == FieldFamily.Boolean ? $"::INTEGER{lists}" : "";
        return column with { Name = $"{column.Name}{whole}::DOUBLE{lists}" };
    }

    /// <summary>The rows that meet a condition, in the same buckets.</summary>
    public static BucketRows Where(BucketRows rows, Func<SqlParameters, string> condition) => new(
        parameters => $"SELECT * FROM ({rows.Select(parameters)}) WHERE {condition(parameters)}", rows.Keys);

    /// <summary>The different keys of rows.</summary>
    public static List<BucketKey> Keys(DuckSession session, BucketRows rows)
    {
        var parameters = new SqlParameters();
        var text = $"SELECT DISTINCT {rows.KeyList.TrimEnd(',', ' ')} FROM ({rows.Select(parameters)})";
        return session.Query(parameters.Statement(text), row => ReadKey(row, rows.Keys));
    }

    /// <summary>The keys of a row: the first columns of every grouped statement.</summary>
    public static BucketKey ReadKey(RowReader row, int keys)
    {
        var parts = new object[keys];
        for (var i = 0; i < keys; i++)
        {
            parts[i] = row.Value(i) switch
            {
                // One type for each kind of number, so that keys of different statements are equal.
                float number => (double)number,
                sbyte or short or int => Convert.ToInt64(row.Value(i), CultureInfo.InvariantCulture),
                null => "",
                var value => value,
            };
        }

        return new BucketKey(parts);
    }
}
