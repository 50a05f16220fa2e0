using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Sql.Queries;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Aggregations;

/// <summary>A row among the first of its bucket.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Row">The row; null where a page is behind the last hit.</param>
/// <param name="Total">Rows in the bucket.</param>
/// <param name="Best">The best score in the bucket.</param>
internal sealed record TopRow(BucketKey Bucket, HitRow? Row, long Total, float Best);

/// <summary>The first rows of each bucket in the order of a sort.</summary>
internal static class TopHitsSql
{
    private const int FirstColumn = 7;

    /// <summary>Name of the column of a sort value in the matching rows.</summary>
    public static string SortColumn(int sort, int key) => $"h{sort}_{key}";

    /// <summary>The rows of a page in each bucket; for a page behind the last hit the first row stands for the bucket.</summary>
    public static List<TopRow> Rows(DuckSession session, BucketRows rows, (int Number, IReadOnlyList<BoundSortKey> Keys) sort, int from, int size)
    {
        var parameters = new SqlParameters();
        var keys = rows.Keys > 0 ? $"PARTITION BY {rows.KeyList.TrimEnd(',', ' ')} " : "";
        var values = string.Concat(sort.Keys.Select((_, i) => $", {SortColumn(sort.Number, i)} AS s{i}"));
        var shown = string.Concat(sort.Keys.Select((_, i) => $", s{i}"));
        var text = $"SELECT {rows.KeyList}shard, row, score, place, total, best, _seq_no{shown} FROM ("
            + $"SELECT *, row_number() OVER ({keys}ORDER BY {SortSql.OrderBy(sort.Keys)}) AS place, "
            + $"count(*) OVER ({keys.TrimEnd()}) AS total, max(score) OVER ({keys.TrimEnd()}) AS best "
            + $"FROM (SELECT *{values} FROM ({rows.Select(parameters)}))) "
            + $"WHERE (place > {from} AND place <= {from + (long)size}) OR place = 1 ORDER BY {rows.KeyList}place";
        return session.Query(parameters.Statement(text), row =>
        {
            var at = rows.Keys;
            var place = row.Long(at + 3);
            var hit = place > from && place <= from + (long)size
                ? new HitRow(
                    (int)row.Long(at), row.Long(at + 1), row.Long(at + 6), row.Float(at + 2), [.. sort.Keys.Select((key, i) => SortValue.Of(row.Value(at + FirstColumn + i), key))], null)
                : null;
            return new TopRow(BucketSql.ReadKey(row, rows.Keys), hit, row.Long(at + 4), row.Float(at + 5));
        });
    }

    /// <summary>The scores of rows by their search's query, without those that it does not match.</summary>
    public static Dictionary<(int Shard, long Row), float> Scores(DuckSession session, IReadOnlyList<SearchTarget> targets, IEnumerable<HitRow> rows)
    {
        var parameters = new SqlParameters();
        var selects = rows.GroupBy(row => row.Shard).Select(group =>
        {
            var target = targets[group.Key];
            var score = new ScoreSql(parameters, target.Statistics).Of(target.Query).Sql;
            return $"SELECT {group.Key} AS shard, rowid AS row, {score} AS score FROM {IndexTable.Searched(target.Index)} "
                + $"WHERE {ReachSql.Rows([.. group.Select(row => row.Row)], parameters)} AND ({PredicateSql.Of(target.Query, parameters)})";
        }).ToList();
        return selects.Count == 0
            ? []
            : session.Query(parameters.Statement(string.Join(" UNION ALL ", selects)), row => (Shard: (int)row.Long(0), Row: row.Long(1), Score: row.Float(2)))
                .ToDictionary(row => (row.Shard, row.Row), row => row.Score);
    }
}
