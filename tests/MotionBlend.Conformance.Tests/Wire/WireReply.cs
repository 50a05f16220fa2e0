using System.Text.Json;
using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Wire;

/// <summary>A server's answer: status, headers that matter to a judge, and the body as text and, where it is JSON, as a tree.</summary>
public sealed record WireReply(int Status, string Text, string? MediaType, IReadOnlyList<string> Warnings)
{
    /// <summary>The body as a tree; null where it is not JSON (or is the literal <c>null</c>).</summary>
    public JsonNode? Json { get; } = Parse(Text, MediaType);

    /// <summary>Whether it answers a <c>HEAD</c>, which never has a body.</summary>
    public bool IsHead { get; init; }

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The body's <c>error</c>: an object, or a text where no handler was found.</summary>
    public JsonNode? ErrorNode => (Json as JsonObject)?["error"];

    /// <summary>The server's own word on a failure, on one line.</summary>
    public string Error => ErrorNode switch
    {
        JsonObject error => $"{error["type"]}: {error["reason"]}",
        JsonValue text => text.ToString(),
        _ => Shorten(Text),
    };

    private static string Shorten(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= 200 ? line : line[..200] + "...";
    }

    private static JsonNode? Parse(string text, string? mediaType)
    {
        if (text.Length == 0 || mediaType is null || !mediaType.Contains("json", StringComparison.Ordinal)) return null;
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 512 });
            return Tree(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Elasticsearch can write a name twice, for two buckets whose keys are formatted alike: both are kept apart.
    private static JsonNode? Tree(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var property in element.EnumerateObject())
                {
                    var name = property.Name;
                    while (members.ContainsKey(name)) name += "#";
                    members[name] = Tree(property.Value);
                }

                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Tree)]);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element);
        }
    }
}
