using System.Text.Json;
using System.Text.Json.Nodes;

namespace MotionBlend.SearchNode.Http;

/// <summary>What an endpoint answers: a JSON body, plain text (cat), or nothing.</summary>
internal sealed record Reply
{
    private Reply()
    {
    }

    public int Status { get; private init; } = 200;

    /// <summary>Writes the JSON body.</summary>
    public Action<Utf8JsonWriter>? Json { get; private init; }

    /// <summary>The plain text body.</summary>
    public string? Text { get; private init; }

    /// <summary>Media type of the plain text.</summary>
    public string ContentType { get; init; } = "text/plain; charset=UTF-8";

    /// <summary>Value of the <c>Location</c> header of a created document.</summary>
    public string? Location { get; init; }

    /// <summary>Methods for the <c>Allow</c> header.</summary>
    public string? Allow { get; init; }

    /// <summary>True for the one reply that is indented unless the request says otherwise: <c>GET /</c>.</summary>
    public bool IndentedByDefault { get; init; }

    /// <summary>True for error bodies: <c>filter_path</c> does not apply to them.</summary>
    public bool IsError { get; private init; }

    public static Reply Of(Action<Utf8JsonWriter> json, int status = 200) => new() { Json = json, Status = status };

    /// <summary>A reply that is made as a tree: for administration, where no reply is large or frequent.</summary>
    public static Reply Of(JsonNode json, int status = 200) => Of(writer => json.WriteTo(writer), status);

    public static Reply Error(Action<Utf8JsonWriter> json, int status) => new() { Json = json, Status = status, IsError = true };

    public static Reply Plain(string text, int status = 200) => new() { Text = text, Status = status };

    public static Reply Empty(int status = 200) => new() { Status = status };

    /// <summary><c>{"acknowledged":true}</c>.</summary>
    public static Reply Acknowledged() => Of(writer =>
    {
        writer.WriteStartObject();
        writer.WriteBoolean("acknowledged", true);
        writer.WriteEndObject();
    });
}
