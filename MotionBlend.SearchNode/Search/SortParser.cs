using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Search;

/// <summary>Reads the sort of a search, from the body or from the URL.</summary>
internal static class SortParser
{
    private const string ShardDoc = "_shard_doc";

    /// <summary>The keys of a body's <c>sort</c>; a sole descending score is the default order.</summary>
    public static IReadOnlyList<SortKey> Parse(JsonValue sort)
    {
        List<SortKey> keys = sort.Kind == JsonKind.Array ? [.. sort.Items.SelectMany(One)] : [.. One(sort)];
        return Simplify(keys);
    }

    /// <summary>The keys of the URL's <c>sort=f:desc,g</c>.</summary>
    public static IReadOnlyList<SortKey> Parse(IEnumerable<string> sort) => Simplify([.. sort.Select(text =>
    {
        var colon = text.LastIndexOf(':');
        var field = colon < 0 ? text : text[..colon];
        return new SortKey(Known(field), colon < 0 ? field == SortKey.Score : text[(colon + 1)..] == "desc");
    })]);

    private static List<SortKey> Simplify(List<SortKey> keys) =>
        keys is [{ Field: SortKey.Score, Descending: true }] ? [] : keys;

    private static IEnumerable<SortKey> One(JsonValue value)
    {
        switch (value.Kind)
        {
            case JsonKind.String:
                return [new SortKey(Known(value.Text), value.Text == SortKey.Score)];
            case JsonKind.Object:
                return [.. value.Members.Select(Key)];
            default:
                throw Failure.IllegalArgument("malformed sort format, within the sort array, an object, or an actual string are allowed").Raise();
        }
    }

    private static SortKey Key(JsonMember member)
    {
        var key = new SortKey(Known(member.Name), member.Name == SortKey.Score);
        if (member.Value.Kind != JsonKind.Object)
            return key with { Descending = IsDescending(member.Value) };
        foreach (var option in member.Value.Members)
        {
            var text = option.Value.Text;
            key = option.Name switch
            {
                "order" => key with { Descending = IsDescending(option.Value) },
                "missing" when text == "_last" => key with { MissingFirst = false },
                "missing" when text == "_first" => key with { MissingFirst = true },
                "missing" => key with { MissingValue = text },
                "mode" => key with { Mode = Mode(text) },
                "unmapped_type" => key with { UnmappedType = text },
                "format" => key with { Format = text },
                "numeric_type" or "nested" => throw Failure.Unsupported($"[{option.Name}] in a sort").Raise(),
                _ => throw new Failure(
                    FailureKind.XContentParse,
                    $"{option.Value.LocationAt(option.NameStart)} [field_sort] unknown field [{option.Name}]").Raise(),
            };
        }

        return key;
    }

    // One index is one shard here, so the order of shards and documents is the order of documents.
    private static string Known(string field) => field switch
    {
        ShardDoc => SortKey.Doc,
        "_geo_distance" or "_script" => throw Failure.Unsupported($"sort by [{field}]").Raise(),
        _ => field,
    };

    private static bool IsDescending(JsonValue value) => value.Text.ToLowerInvariant() switch
    {
        "desc" => true,
        "asc" => false,
        _ => throw Failure.IllegalArgument($"No enum constant org.elasticsearch.search.sort.SortOrder.{value.Text.ToUpperInvariant()}").Raise(),
    };

    private static SortMode Mode(string text) => text.ToLowerInvariant() switch
    {
        "min" => SortMode.Min,
        "max" => SortMode.Max,
        "sum" => SortMode.Sum,
        "avg" => SortMode.Avg,
        "median" => SortMode.Median,
        _ => throw Failure.IllegalArgument($"Unknown SortMode [{text}]").Raise(),
    };
}
