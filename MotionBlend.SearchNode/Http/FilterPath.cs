using System.Text.Json;
using System.Text.Json.Nodes;

namespace MotionBlend.SearchNode.Http;

/// <summary>
/// The <c>filter_path</c> parameter: dotted patterns, <c>*</c> within a name, <c>**</c> for any depth, a leading
/// <c>-</c> to exclude. Objects and arrays that the filter empties disappear.
/// </summary>
internal sealed class FilterPath
{
    private readonly List<string[]> _includes = [];
    private readonly List<string[]> _excludes = [];

    private FilterPath(IReadOnlyList<string> patterns)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.StartsWith('-'))
                _excludes.Add(pattern[1..].Split('.'));
            else
                _includes.Add(pattern.Split('.'));
        }
    }

    /// <summary>The filter of a request, or null.</summary>
    public static FilterPath? Of(QueryParameters query) =>
        query.List("filter_path") is { Count: > 0 } patterns ? new FilterPath(patterns) : null;

    /// <summary>The filtered document.</summary>
    public JsonNode Apply(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 2000 });
        var node = JsonNode.Parse(ref reader);
        return Filter(node, _includes, _excludes) ?? (node is JsonArray ? new JsonArray() : new JsonObject());
    }

    private static JsonNode? Filter(JsonNode? node, List<string[]> includes, List<string[]> excludes)
    {
        switch (node)
        {
            case JsonObject members:
                var kept = new JsonObject();
                foreach (var (name, value) in members)
                {
                    if (Step(name, excludes) is not { Matched: false } excluded)
                        continue;
                    var included = Step(name, includes);
                    if (includes.Count > 0 && !included.Matched && included.Left.Count == 0)
                        continue;
                    var rest = included.Matched ? [] : included.Left;
                    if (value is JsonObject or JsonArray)
                    {
                        if (rest.Count == 0 && excluded.Left.Count == 0)
                            kept[name] = value.DeepClone();
                        else if (Filter(value, rest, excluded.Left) is { } below)
                            kept[name] = below;
                    }
                    else if (rest.Count == 0)
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
                        if (Filter(item, includes, excludes) is { } below)
                            list.Add(below);
                    }
                    else if (includes.Count == 0)
                    {
                        list.Add(item?.DeepClone());
                    }
                }

                return list.Count > 0 ? list : null;
            default:
                return null;
        }
    }

    // One step down: whether a pattern ends at this name, and what is left of those that go on.
    private static (bool Matched, List<string[]> Left) Step(string name, List<string[]> patterns)
    {
        var matched = false;
        var rest = new List<string[]>();
        foreach (var pattern in patterns)
        {
            var first = 0;
            if (pattern[0] == "**")
            {
                rest.Add(pattern);
                first = 1;
                if (pattern.Length == 1)
                {
                    matched = true;
                    continue;
                }
            }

            if (!Wildcard.Matches(pattern[first], name))
                continue;
            if (pattern.Length == first + 1)
                matched = true;
            else
                rest.Add(pattern[(first + 1)..]);
        }

        return (matched, rest);
    }
}
