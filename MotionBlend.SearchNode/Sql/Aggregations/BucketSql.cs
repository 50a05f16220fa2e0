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
        rows.Keys + 1)
    {
        LastKey = column.Many ? null : parameters => key(missing is null ? column.Name : $"coalesce({column.Name}, {missing(parameters)})", parameters),
    };

    /// <summary>The number of rows in each bucket of several divisions of the same rows, in one look at them.</summary>
    /// <param name="session">The view.</param>
    /// <param name="rows">The rows around.</param>
    /// <param name="keys">SQL of the key of each division.</param>
    /// <returns>The counts of each division, and behind them those of the rows around.</returns>
    public static IReadOnlyList<Dictionary<BucketKey, long>> Counts(
        DuckSession session, BucketRows rows, IReadOnlyList<Func<SqlParameters, string>> keys)
    {
        var parameters = new SqlParameters();
        var names = keys.Select((_, i) => $"v{i}").ToList();
        var values = string.Join(", ", keys.Select((key, i) => $"{key(parameters)} AS {names[i]}"));
        var sets = string.Join(", ", names.Append("").Select(name => $"({(rows.KeyList + name).TrimEnd(',', ' ')})"));
        // As many statements as sets would read the rows as often; grouping() tells which set a row of the result is of.
        var all = string.Join(", ", names);
        var text = $"SELECT {rows.KeyList}{all}, grouping({all}), count(*) FROM (SELECT {rows.KeyList}{values} FROM ({rows.Select(parameters)})) "
            + $"GROUP BY GROUPING SETS ({sets})";
        var counts = names.Append("").Select(_ => new Dictionary<BucketKey, long>()).ToList();
        session.Query(parameters.Statement(text), row =>
        {
            var absent = row.Long(rows.Keys + names.Count);
            var set = names.FindIndex(name => (absent >> (names.Count - 1 - names.IndexOf(name)) & 1) == 0);
            var around = ReadKey(row, rows.Keys);
            if (set < 0)
                counts[^1][around] = row.Long(rows.Keys + names.Count + 1);
            else if (row.Value(rows.Keys + set) is { } value)
                counts[set][around.Child(KeyPart(value))] = row.Long(rows.Keys + names.Count + 1);
            return true;
        });
        return counts;
    }

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
            parts[i] = KeyPart(row.Value(i));
        return new BucketKey(parts);
    }

    private static object KeyPart(object? value) => value switch
    {
        // One type for each kind of number, so that keys of different statements are equal.
        float number => (double)number,
        sbyte or short or int => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        null => "",
        _ => value,
    };
}
