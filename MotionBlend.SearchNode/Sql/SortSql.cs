using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Sql;

/// <summary>Sort values and ORDER BY. Equal hits stay in the order in which they were written.</summary>
internal static class SortSql
{
    /// <summary>The value of a sort key on the rows of one index.</summary>
    public static string Value(BoundSortKey bound, SearchTarget target, SqlParameters parameters)
    {
        var key = bound.Key;
        if (bound.Type is null)
            return key.Field == SortKey.Score ? "score" : "_seq_no";
        var type = IndexTable.SqlType(bound.Type.Column);
        if (target.Context.Field(key.Field) is not { } field)
            return Missing(key, bound.Type, $"NULL::{type}", parameters);
        var value = field.Many ? OneOf(field, key.ModeOrDefault) : field.ColumnName;
        return Missing(key, bound.Type, value, parameters);
    }

    public static string OrderBy(IReadOnlyList<BoundSortKey> sort)
    {
        if (sort.Count == 0)
            return "score DESC, shard, _seq_no";
        var keys = sort.Select((bound, i) =>
            $"s{i} {(bound.Key.Descending ? "DESC" : "ASC")} NULLS {(bound.Key.MissingFirst ? "FIRST" : "LAST")}");
        return string.Join(", ", keys) + ", shard, _seq_no";
    }

    private static string OneOf(MappedField field, SortMode mode) => mode switch
    {
        SortMode.Min => $"list_min({field.ColumnName})",
        SortMode.Max => $"list_max({field.ColumnName})",
        SortMode.Sum => $"list_sum({field.ColumnName})",
        SortMode.Avg => $"list_avg({field.ColumnName})",
        _ => $"list_median({field.ColumnName})",
    };

    private static string Missing(SortKey key, FieldType type, string value, SqlParameters parameters) => key.MissingValue is { } missing
        ? $"coalesce({value}, CAST({parameters.Add(missing)} AS {IndexTable.SqlType(type.Column)}))"
        : value;
}
