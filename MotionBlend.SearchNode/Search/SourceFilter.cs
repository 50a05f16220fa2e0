using System.Text.Json;
using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using JsonValue = MotionBlend.SearchNode.Json.JsonValue;

namespace MotionBlend.SearchNode.Search;

/// <summary>What of a document's source is returned: all as it was sent, nothing, or the parts that patterns choose.</summary>
internal sealed record SourceFilter(bool Fetch, IReadOnlyList<string> Includes, IReadOnlyList<string> Excludes)
{
    public static readonly SourceFilter All = new(true, [], []);
    public static readonly SourceFilter None = new(false, [], []);

    /// <summary>Whether the source has become a tree before it is filtered.</summary>
    public bool AsTree { get; init; }

    /// <summary>The URL parameters that <see cref="From"/> reads.</summary>
    public static readonly IReadOnlyList<string> Parameters = ["_source", "_source_includes", "_source_excludes"];

    /// <summary>The filter of a body's <c>_source</c>.</summary>
    public static SourceFilter Parse(JsonValue value)
    {
        switch (value.Kind)
        {
            case JsonKind.Boolean:
                return value.Text == "true" ? All : None;
            case JsonKind.String:
                return All with { Includes = [value.Text] };
            case JsonKind.Array:
                return All with { Includes = Texts(value, "_source") };
            case JsonKind.Object:
                var filter = All;
                foreach (var member in value.Members)
                {
                    filter = member.Name switch
                    {
                        "includes" or "include" => filter with { Includes = Texts(member.Value, member.Name) },
                        "excludes" or "exclude" => filter with { Excludes = Texts(member.Value, member.Name) },
                        _ => throw Failure.Parsing($"Unknown key for a {member.Value.TokenName} in [{member.Name}].", member.Value.Location).Raise(),
                    };
                }

                return filter;
            default:
                throw Failure.Parsing($"Expected one of [VALUE_BOOLEAN, START_OBJECT] but found [{value.TokenName}]", value.Location).Raise();
        }
    }

    /// <summary>The filter of the URL; null when it says nothing.</summary>
    public static SourceFilter? From(QueryParameters query)
    {
        if (!Parameters.Any(query.Has))
            return null;
        var filter = query.Text("_source") switch
        {
            null or "true" or "" => All,
            "false" => None,
            _ => All with { Includes = query.List("_source")! },
        };
        return filter with
        {
            Includes = query.List("_source_includes") ?? filter.Includes,
            Excludes = query.List("_source_excludes") ?? filter.Excludes,
        };
    }

    /// <summary>Writes the <c>_source</c> member, or nothing.</summary>
    public void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> source)
    {
        // An index may keep no sources.
        if (!Fetch || source.IsEmpty)
            return;
        writer.WritePropertyName("_source");
        WriteValue(writer, source);
    }

    /// <summary>Writes the filtered source: the bytes as they were sent when nothing is filtered.</summary>
    public void WriteValue(Utf8JsonWriter writer, ReadOnlySpan<byte> source)
    {
        if (Includes.Count + Excludes.Count > 0)
            (Filter(JsonBody.Tree(source), "", Includes.Count == 0) ?? new JsonObject()).WriteTo(writer);
        else if (writer.Options.Indented)
            JsonBody.Tree(source)!.WriteTo(writer);
        else
            writer.WriteRawValue(source, skipInputValidation: true);
    }

    // Elasticsearch filters the text of a source while exclusions are plain names, and a tree of it when one has a wildcard
    // or fields were read from it; only the tree keeps what it has emptied.
    private bool KeepsEmptied => AsTree || Excludes.Any(pattern => pattern.Contains('*', StringComparison.Ordinal));

    // Objects and arrays that an exclusion or a missed inclusion empties disappear; those empty from the start stay.
    private JsonNode? Filter(JsonNode? node, string path, bool included)
    {
        switch (node)
        {
            case JsonObject members:
                var kept = new JsonObject();
                foreach (var (name, value) in members)
                {
                    var below = path.Length == 0 ? name : $"{path}.{name}";
                    if (Excludes.Any(pattern => Covers(pattern, below)))
                        continue;
                    var inside = included || Includes.Any(pattern => Covers(pattern, below));
                    if (value is JsonObject or JsonArray)
                    {
                        var isEmpty = value is JsonObject { Count: 0 } or JsonArray { Count: 0 };
                        var filtered = isEmpty ? (inside ? value.DeepClone() : null) : Filter(value, below, inside);
                        if (filtered is not null)
                            kept[name] = filtered;
                        else if (inside && KeepsEmptied)
                            kept[name] = value is JsonObject ? new JsonObject() : new JsonArray();
                    }
                    else if (inside)
                    {
                        kept[name] = value?.DeepClone();
                    }
                }

                return kept.Count > 0 ? kept : null;
            case JsonArray items:
                var list = new JsonArray();
                foreach (var item in items)
                {
                    if (item is JsonObject or JsonArray)
                    {
                        if (Filter(item, path, included) is { } filtered)
                            list.Add(filtered);
                    }
                    else if (included)
                    {
                        list.Add(item?.DeepClone());
                    }
                }

                return list.Count > 0 ? list : null;
            default:
                return node;
        }
    }

    // A pattern that matches an object covers what is in it.
    private static bool Covers(string pattern, string path) =>
        pattern == path || Wildcard.Matches(pattern, path) || Wildcard.Matches(pattern + ".*", path);

    private static List<string> Texts(JsonValue value, string key) => value.Kind switch
    {
        JsonKind.String => [value.Text],
        JsonKind.Array when key == "_source" => [.. value.Items.Select(QueryDsl.QueryKeys.Text)],
        JsonKind.Array when value.Items.Find(item => item.Kind != JsonKind.String) is { } wrong =>
            throw Failure.Parsing($"Unknown key for a {wrong.TokenName} in [{key}].", wrong.Location).Raise(),
        JsonKind.Array => [.. value.Items.Select(item => item.Text)],
        _ => throw Failure.Parsing($"Unknown key for a {value.TokenName} in [{key}].", value.Location).Raise(),
    };
}
