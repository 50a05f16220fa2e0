using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>Conditions on how far a search reaches: a slice of the documents, or the first of them.</summary>
internal static class ReachSql
{
    public static string Slice(SliceNode slice)
    {
        var (settings, shard) = (slice.Index.Settings, IndexTable.Shard(slice.Index.Settings));
        if (slice.InShard is not { } inside)
            return $"{shard} % {slice.Parts} = {slice.Part}";
        var part = inside.Parts == 1
            ? "TRUE"
            : $"(({DatabaseFunctions.IdHash}(_id) % {inside.Parts}) + {inside.Parts}) % {inside.Parts} = {inside.Part}";
        return settings.Shards == 1 ? part : $"{shard} = {inside.Shard} AND {part}";
    }

    /// <summary>Rows by number, which spares the database all blocks without one of them; neighbours even without a look into their blocks.</summary>
    public static string Rows(List<long> rows, SqlParameters parameters)
    {
        var (first, last) = rows.Count == 0 ? (0, -1) : (rows.Min(), rows.Max());
        return last - first == rows.Count - 1
            ? $"rowid BETWEEN {parameters.Add(first)} AND {parameters.Add(last)}"
            : parameters.IsIn("rowid", parameters.Add(rows));
    }

    public static string First(FirstNode first, SqlParameters parameters) =>
        $"_seq_no < coalesce((SELECT _seq_no FROM {IndexTable.Searched(first.Index)} WHERE {PredicateSql.Of(first.Query, parameters)} "
        + $"ORDER BY _seq_no LIMIT 1 OFFSET {first.Count}), {long.MaxValue})";
}
