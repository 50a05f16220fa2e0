using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>Values a test has set aside, put back wherever <c>$name</c> or <c>${name}</c> stands.</summary>
public sealed partial class Stash
{
    private readonly Dictionary<string, JsonNode?> _values = [];

    public void Set(string name, JsonNode? value) => _values[name] = value?.DeepClone();

    /// <summary>A copy of the node with every stashed name in keys and values replaced.</summary>
    public JsonNode? Replace(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                var copy = new JsonObject();
                foreach (var (key, value) in members) copy[ReplaceText(key)] = Replace(value);
                return copy;
            case JsonArray items:
                return new JsonArray([.. items.Select(Replace)]);
            case JsonValue scalar when scalar.TryGetValue<string>(out var text) && text.Contains('$', StringComparison.Ordinal):
                return text[0] == '$' && _values.TryGetValue(text[1..].Trim('{', '}'), out var stashed)
                    ? stashed?.DeepClone()
                    : JsonValue.Create(ReplaceText(text));
            default:
                return node?.DeepClone();
        }
    }

    /// <summary>The text with stashed names inside it replaced by their values.</summary>
    public string ReplaceText(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal)) return text;
        if (text[0] == '$' && _values.TryGetValue(text[1..], out var whole)) return whole?.ToString() ?? "null";
        return Embedded().Replace(text, match =>
            _values.TryGetValue(match.Groups[1].Value, out var value) ? value?.ToString() ?? "null" : match.Value);
    }

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Embedded();
}
