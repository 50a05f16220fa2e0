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

    /// <summary>The server's own word on a failure, on one line.</summary>
    public string Error
    {
        get
        {
            if (Json is not JsonObject body) return Shorten(Text);
            return body["error"] switch
            {
                JsonObject error => $"{error["type"]}: {error["reason"]}",
                JsonValue text => text.ToString(),
                _ => Shorten(Text),
            };
        }
    }

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
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 512 });
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
