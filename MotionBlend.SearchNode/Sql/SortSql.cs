using System.Globalization;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Search;
using SortKey = MotionBlend.SearchNode.Search.SortKey;

namespace MotionBlend.SearchNode.Sql;

/// <summary>Sort values and ORDER BY. Equal hits stay in the order in which they were written.</summary>
internal static class SortSql
{
    /// <summary>Factor of the shard in a <c>_shard_doc</c> value.</summary>
    private const long ShardFactor = 1L << 32;

    /// <summary>The value of a sort key on the rows of one index.</summary>
    public static string Value(BoundSortKey bound, SearchTarget target, int shard, SqlParameters parameters)
    {
        var key = bound.Key;
        switch (key.Field)
        {
            case SortKey.Score:
                return "score";
            case SortKey.Doc:
                return "_seq_no";
            case SortKey.ShardDoc:
                return $"({(shard * ShardFactor).ToString(CultureInfo.InvariantCulture)} + _seq_no)";
            case "_seq_no" or "_version":
                return key.Field;
            case "_index":
                return parameters.Add(target.Index.Name);
        }

        var sql = SortTypes.Sql(bound.Type);
        var type = SortColumns.TypeIn(target, key)!;
        var own = SortTypes.Of(type, key.NumericType);
        var value = target.Context.Field(key.Field) is not { } field ? $"NULL::{sql}"
            : field.Many ? OneOf(field, key.ModeOrDefault)
            : field.ColumnName;
        // A double sorted as a whole number loses its fraction towards zero, as Java's cast does.
        if (own == SortType.Long && type.Family == FieldFamily.Float)
            value = $"trunc({value})";
        if (key.MissingValue is { } missing)
            value = $"coalesce(CAST({value} AS {sql}), {parameters.Add(SortMissing.Of(missing, own)!)})";
        else if (bound.Mixed)
            value = $"coalesce(CAST({value} AS {sql}), {parameters.Add(SortTypes.Missing(own, key.MissingIsLargest)!)})";
        return NeedsCast(bound, type, own) ? $"CAST({value} AS {sql})" : value;
    }

    public static string OrderBy(IReadOnlyList<BoundSortKey> sort, string ties = "shard, _seq_no")
    {
        if (sort.Count == 0)
            return $"score DESC, {ties}";
        var keys = sort.Select((bound, i) =>
            $"s{i} {(bound.Key.Descending ? "DESC" : "ASC")} NULLS {(bound.Key.MissingFirst ? "FIRST" : "LAST")}");
        return $"{string.Join(", ", keys)}, {ties}";
    }

    /// <summary>The condition of rows that come strictly after some sort values.</summary>
    public static string After(IReadOnlyList<BoundSortKey> sort, IReadOnlyList<object?> values, SqlParameters parameters)
    {
        var alternatives = new List<string>();
        var equal = new List<string>();
        for (var i = 0; i < sort.Count; i++)
        {
            var key = sort[i].Key;
            // The end of the range stands for a missing value, as it does in the sort array of a hit.
            var missing = values[i] is null || (!sort[i].Mixed && key.MissingValue is null && values[i]!.Equals(SortTypes.Missing(sort[i].Type, key.MissingIsLargest)));
            string later, same;
            if (missing)
            {
                later = key.MissingFirst ? $"s{i} IS NOT NULL" : "FALSE";
                same = $"s{i} IS NULL";
            }
            else
            {
                var value = parameters.Add(values[i]!);
                later = $"s{i} {(key.Descending ? "<" : ">")} {value}" + (key.MissingFirst ? "" : $" OR s{i} IS NULL");
                same = $"s{i} = {value}";
            }

            alternatives.Add("(" + string.Join(" AND ", equal.Append($"({later})")) + ")");
            equal.Add(same);
        }

        return string.Join(" OR ", alternatives);
    }

    private static bool NeedsCast(BoundSortKey bound, FieldType type, SortType own) =>
        bound.Mixed || type.Family == FieldFamily.Boolean || bound.Key.NumericType is not null || own != bound.Type;

    private static string OneOf(MappedField field, SortMode mode)
    {
        if (mode == SortMode.Min)
            return $"list_min({ValueSql.Of(field)})";
        if (mode == SortMode.Max)
            return $"list_max({ValueSql.Of(field)})";
        var (list, whole) = field.Type.Family switch
        {
            FieldFamily.Boolean => ($"list_transform({field.ColumnName}, lambda x: x::BIGINT)", true),
            // Values are put together as doubles, also of floats.
            FieldFamily.Float => ($"{field.ColumnName}::DOUBLE[]", false),
            _ => ($"{field.ColumnName}::HUGEINT[]", true),
        };
        var value = mode switch
        {
            SortMode.Sum => $"list_sum({list})",
            SortMode.Avg => $"list_avg({list})",
            _ => $"list_median({list})",
        };
        if (whole)
            return mode == SortMode.Sum ? $"{value}::BIGINT" : $"floor({value} + 0.5)::BIGINT";
        return field.Type.Column == ColumnType.Float ? $"{value}::FLOAT" : value;
    }
}
