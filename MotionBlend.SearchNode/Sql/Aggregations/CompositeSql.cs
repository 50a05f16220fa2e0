using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Aggregations.Buckets;

namespace MotionBlend.SearchNode.Sql.Aggregations;

/// <summary>A composite bucket as the database found it.</summary>
/// <param name="Keys">A key for each source; null where the document has no value.</param>
/// <param name="Count">Rows in it.</param>
/// <param name="Group">The key that the rows of <see cref="CompositeSql.Rows"/> carry.</param>
internal sealed record CompositeRow(IReadOnlyList<object?> Keys, long Count, BucketKey Group);

/// <summary>Pages of combinations of keys.</summary>
internal static class CompositeSql
{
    /// <summary>The first combinations behind a key, in order, with their counts.</summary>
    public static List<CompositeRow> Page(AggregationRun run, CompositeAggregation composite, IReadOnlyList<object?>? after, BucketRows rows)
    {
        var parameters = new SqlParameters();
        var sources = composite.Sources;
        var names = string.Join(", ", sources.Select((_, i) => Key(i)));
        var behind = after is null ? "" : $" WHERE {Behind(sources, after, parameters)}";
        var order = string.Join(", ", sources.Select((source, i) =>
            $"{Key(i)} {(source.Descending ? "DESC" : "ASC")} NULLS {(source.NullsFirst ? "FIRST" : "LAST")}"));
        var text = $"SELECT {names}, count(*) FROM ({Keyed(run, composite, rows, parameters)}){behind} GROUP BY {names} ORDER BY {order} LIMIT {composite.Size}";
        var found = run.Session.Query(parameters.Statement(text), row =>
            (Keys: (IReadOnlyList<object?>)[.. sources.Select((_, i) => Value(row.Value(i)))], Count: row.Long(sources.Count)));
        return [.. found.Select((row, i) => new CompositeRow(row.Keys, row.Count, BucketKey.Root.Child((long)i)))];
    }

    /// <summary>The rows of the combinations of a page, with the number of the combination as their key.</summary>
    public static BucketRows Rows(AggregationRun run, CompositeAggregation composite, BucketRows rows, IReadOnlyList<CompositeRow> page) => new(
        parameters =>
        {
            var cases = page.Select((row, i) =>
                $"WHEN {string.Join(" AND ", row.Keys.Select((key, s) => key is null ? $"{Key(s)} IS NULL" : $"{Key(s)} = {parameters.Add(key)}"))} THEN {i}");
            var number = page.Count == 0 ? "NULL" : $"CASE {string.Join(' ', cases)} END";
            return $"SELECT * FROM (SELECT *, {number}::BIGINT AS {rows.NextKey} FROM ({Keyed(run, composite, rows, parameters)})) WHERE {rows.NextKey} IS NOT NULL";
        },
        rows.Keys + 1);

    private static string Key(int source) => $"q{source}";

    // One source after the other: a row with several values of each is there once for every combination.
    private static string Keyed(AggregationRun run, CompositeAggregation composite, BucketRows rows, SqlParameters parameters)
    {
        var text = rows.Select(parameters);
        for (var i = 0; i < composite.Sources.Count; i++)
        {
            var source = composite.Sources[i];
            var column = run.Columns.Field(source.Field);
            if (column.Many)
            {
                var keys = $"list_distinct(list_transform({column.Name}, lambda x: {source.Key("x", column, parameters)}))";
                if (source.MissingBucket)
                    keys = $"CASE WHEN {column.Name} IS NULL THEN [NULL] ELSE {keys} END";
                text = $"SELECT *, unnest({keys}) AS {Key(i)} FROM ({text})";
            }
            else
            {
                var has = source.MissingBucket ? "" : $" WHERE {column.Name} IS NOT NULL";
                text = $"SELECT *, {source.Key(column.Name, column, parameters)} AS {Key(i)} FROM ({text}){has}";
            }
        }

        return text;
    }

    // Behind in the order of the sources: the first key that differs decides.
    private static string Behind(IReadOnlyList<CompositeSource> sources, IReadOnlyList<object?> after, SqlParameters parameters)
    {
        var alternatives = sources.Select((source, i) =>
        {
            var equal = Enumerable.Range(0, i).Select(before => after[before] is null
                ? $"{Key(before)} IS NULL"
                : $"{Key(before)} = {parameters.Add(after[before]!)}");
            return string.Join(" AND ", equal.Append(Later(source, Key(i), after[i], parameters)));
        });
        return "(" + string.Join(" OR ", alternatives.Select(alternative => $"({alternative})")) + ")";
    }

    private static string Later(CompositeSource source, string key, object? after, SqlParameters parameters)
    {
        if (after is null)
            return source.NullsFirst ? $"{key} IS NOT NULL" : "FALSE";
        var beyond = $"{key} {(source.Descending ? "<" : ">")} {parameters.Add(after)}";
        return source.MissingBucket && !source.NullsFirst ? $"({beyond} OR {key} IS NULL)" : beyond;
    }

    private static object? Value(object? value) => value switch
    {
        int or short or sbyte => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        float number => (double)number,
        _ => value,
    };
}
