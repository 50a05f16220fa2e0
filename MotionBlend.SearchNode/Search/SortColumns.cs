using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Types;
using MotionBlend.SearchNode.QueryDsl;

namespace MotionBlend.SearchNode.Search;

/// <summary>A sort key with the type that its field has in the searched indices.</summary>
internal sealed record BoundSortKey(SortKey Key, FieldType? Type);

/// <summary>Binds the sort keys of a search to the searched indices.</summary>
internal static class SortColumns
{
    /// <summary>The type of each key's field; null for <c>_score</c> and <c>_doc</c>.</summary>
    /// <exception cref="FailureException">A field is unmapped, or cannot be sorted by.</exception>
    public static List<BoundSortKey> Bind(IReadOnlyList<SortKey> keys, IReadOnlyList<SearchTarget> targets) =>
        [.. keys.Select(key => new BoundSortKey(key, key.Field is SortKey.Score or SortKey.Doc ? null : TypeOf(key, targets)))];

    private static FieldType TypeOf(SortKey key, IReadOnlyList<SearchTarget> targets)
    {
        FieldType? found = null;
        foreach (var target in targets)
        {
            if (target.Context.Field(key.Field) is not { } field)
            {
                if (key.UnmappedType is null)
                    throw Failed(target, new Failure(FailureKind.QueryShard, $"No mapping found for [{key.Field}] in order to sort on"));
                continue;
            }

            RequireSortable(key, target, field);
            found ??= field.Type;
        }

        return found ?? Unmapped(key);
    }

    private static void RequireSortable(SortKey key, SearchTarget target, MappedField field)
    {
        if (field.Type.Family == FieldFamily.Text)
            throw Failed(target, Fielddata(key.Field, target.Index.Name));
        if (!field.Type.DocValues || field.Type.Family == FieldFamily.Vector)
        {
            throw Failed(target, Failure.IllegalArgument(
                $"Can't load fielddata on [{key.Field}] because fielddata is unsupported on fields of type [{field.Type.Name}]. Use doc values instead."));
        }

        if (field.Type.Family == FieldFamily.Keyword && key.Mode is SortMode.Avg or SortMode.Sum or SortMode.Median)
            throw Failed(target, Failure.IllegalArgument("we only support AVG, MEDIAN and SUM on number based fields"));
    }

    /// <summary>The failure for a text field where its values are needed.</summary>
    public static Failure Fielddata(string field, string index) => Failure.IllegalArgument(
        $"Fielddata is disabled on [{field}] in [{index}]. Text fields are not optimised for operations that require per-document field data like "
        + "aggregations and sorting, so these operations are disabled by default. Please use a keyword field instead. Alternatively, set "
        + $"fielddata=true on [{field}] in order to load field data by uninverting the inverted index. Note that this can use significant memory.");

    private static FieldType Unmapped(SortKey key) => key.UnmappedType is null
        ? new KeywordType()
        : FieldTypes.Parse(key.UnmappedType, new FieldParameters(key.Field, key.UnmappedType, new JsonValue(default, JsonKind.Object, 0)));

    private static FailureException Failed(SearchTarget target, Failure failure) => QueryFailures.AllShardsFailed(
        "query",
        [(target.Index.Name, failure.Kind == FailureKind.QueryShard ? QueryFailures.OnShard(target.Index, failure) : failure)]).Raise();
}
