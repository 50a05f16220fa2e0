using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql.Queries;

/// <summary>Conditions on how far a search reaches: a slice of the documents, or the first of them.</summary>
internal static class ReachSql
{
    public static string Slice(SliceNode slice) => $"hash(_id) % {slice.Parts} = {slice.Part}";

    public static string First(FirstNode first, SqlParameters parameters) =>
        $"_seq_no < coalesce((SELECT _seq_no FROM {IndexTable.Searched(first.Index)} WHERE {PredicateSql.Of(first.Query, parameters)} "
        + $"ORDER BY _seq_no LIMIT 1 OFFSET {first.Count}), {long.MaxValue})";
}
