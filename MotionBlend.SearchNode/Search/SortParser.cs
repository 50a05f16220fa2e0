using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Search;

/// <summary>Reads the sort of a search, from the body or from the URL.</summary>
internal static class SortParser
{
    /// <summary>The keys of a body's <c>sort</c>.</summary>
    public static IReadOnlyList<SortKey> Parse(JsonValue sort) =>
        sort.Kind == JsonKind.Array ? [.. sort.Items.SelectMany(One)] : [.. One(sort)];

    /// <summary>The keys of the URL's <c>sort=f:desc,g</c>.</summary>
    public static IReadOnlyList<SortKey> Parse(IEnumerable<string> sort) => [.. sort.Select(text =>
    {
        var colon = text.LastIndexOf(':');
        var field = colon < 0 ? text : text[..colon];
        return new SortKey(Known(field), colon < 0 ? field == SortKey.Score : text[(colon + 1)..] == "desc");
    })];

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
        // An array is passed over on the way to the object in it.
        if (member.Value is { Kind: JsonKind.Array, Items.First: { Kind: JsonKind.Object } inner })
            member = member with { Value = inner };
        var key = new SortKey(Known(member.Name), member.Name == SortKey.Score);
        var parser = member.Name == SortKey.Score ? "_score" : "field_sort";
        if (member.Value.Kind is not (JsonKind.Object or JsonKind.String))
        {
            throw new Failure(
                FailureKind.XContentParse, $"{member.Value.Location} [{parser}] Expected START_OBJECT but was: {member.Value.TokenName}").Raise();
        }

        if (member.Value.Kind != JsonKind.Object)
            return key with { Descending = IsDescending(member.Value) };
        foreach (var option in member.Value.Members)
        {
            key = option.Name switch
            {
                "order" => key with { Descending = Within(option, parser, () => IsDescending(option.Value)) },
                _ when member.Name == SortKey.Score => throw Unknown(option, parser),
                "unmapped_type" or "format" or "mode" or "numeric_type" when option.Value.Kind != JsonKind.String => throw WrongKind(option, parser),
                "missing" when option.Value.Kind is JsonKind.Object or JsonKind.Array => throw WrongKind(option, parser),
                "missing" when option.Value.IsNull => key,
                "missing" => Within(option, parser, () => option.Value.Text) switch
                {
                    "_last" => key with { MissingFirst = false },
                    "_first" => key with { MissingFirst = true },
                    _ => key with { MissingValue = option.Value },
                },
                "mode" => key with { Mode = Within(option, parser, () => Mode(option.Value.Text)) },
                "unmapped_type" => key with { UnmappedType = Within(option, parser, () => option.Value.Text) },
                "format" => key with { Format = Within(option, parser, () => option.Value.Text) },
                "numeric_type" => key with { NumericType = Within(option, parser, () => NumericType(option.Value.Text)) },
                "nested" => throw Failure.Unsupported("[nested] in a sort").Raise(),
                _ => throw Unknown(option, parser),
            };
        }

        return key;
    }

    private static string Known(string field) => field switch
    {
        "_geo_distance" or "_script" => throw Failure.Unsupported($"sort by [{field}]").Raise(),
        _ => field,
    };

    private static bool IsDescending(JsonValue value) => value.Text.ToLowerInvariant() switch
    {
        "desc" => true,
        "asc" => false,
        _ => throw Failure.IllegalArgument($"No enum constant org.elasticsearch.search.sort.SortOrder.{value.Text.ToUpperInvariant()}").Raise(),
    };

    // What an option's value cannot be is told by the object parser: the place, and the cause below it.
    private static T Within<T>(JsonMember option, string parser, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FailureException e)
        {
            throw (new Failure(FailureKind.XContentParse, $"{option.Value.Location} [{parser}] failed to parse field [{option.Name}]") with
            {
                CausedBy = e.Failure,
            }).Raise();
        }
    }

    private static FailureException WrongKind(JsonMember option, string parser) => new Failure(
        FailureKind.XContentParse, $"{option.Value.Location} [{parser}] {option.Name} doesn't support values of type: {option.Value.TokenName}").Raise();

    private static FailureException Unknown(JsonMember option, string parser) => new Failure(
        FailureKind.XContentParse, $"{option.Value.LocationAt(option.NameStart)} [{parser}] unknown field [{option.Name}]").Raise();

    private static SortNumericType NumericType(string text) => text switch
    {
        "long" => SortNumericType.Long,
        "double" => SortNumericType.Double,
        "date" => SortNumericType.Date,
        "date_nanos" => throw Failure.Unsupported("[numeric_type] with [date_nanos]").Raise(),
        _ => throw Failure.IllegalArgument($"invalid value for [numeric_type], must be [long, double, date, date_nanos], got {text}").Raise(),
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
