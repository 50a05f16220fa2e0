using System.Text.Json;
using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Json;

/// <summary>Parses a request body to a <see cref="JsonValue"/>; duplicate keys and depth beyond the limit are refused.</summary>
internal static class JsonBody
{
    /// <summary>Deepest nesting of a request body, as Elasticsearch's JSON parser allows it.</summary>
    public const int MaxDepth = 1000;

    /// <summary>The tree of a text that is known to be JSON, as deep as a body may be.</summary>
    public static JsonNode? Tree(ReadOnlySpan<byte> json) => JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = MaxDepth });

    /// <summary>Parses a whole text: one value, and behind it nothing unless a rule allows it.</summary>
    /// <exception cref="FailureException">The text is no JSON, or more than that.</exception>
    public static JsonValue Parse(ReadOnlyMemory<byte> text, JsonEnd end = JsonEnd.OfPart)
    {
        var reader = new JsonTreeReader(text);
        var value = reader.ReadFirst();
        reader.ReadEnd(end);
        return Whole(value, reader.Fault);
    }

    /// <summary>
    /// Parses a body whose faults are met by who reads it, behind what is wrong with the part before: reading all members of
    /// the value raises them. For bodies that Elasticsearch reads as they come.
    /// </summary>
    /// <exception cref="FailureException">The body does not begin with JSON.</exception>
    public static JsonValue ParseAsItComes(ReadOnlyMemory<byte> body, JsonEnd end)
    {
        var reader = new JsonTreeReader(body);
        var value = reader.ReadFirst();
        reader.ReadEnd(end);
        value.Members.Fault = reader.Fault;
        value.Items.Fault = reader.Fault;
        return value;
    }

    /// <summary>The same for bodies that Elasticsearch reads no further than their value goes: what follows is left.</summary>
    /// <exception cref="FailureException">The body does not begin with JSON.</exception>
    public static JsonValue ParseFirstAsItComes(ReadOnlyMemory<byte> body) => new JsonTreeReader(body).ReadFirst();

    /// <summary>Parses the first value of a text and leaves what follows unread.</summary>
    /// <exception cref="FailureException">The text does not start with a JSON value.</exception>
    public static JsonValue ParseFirst(ReadOnlyMemory<byte> body)
    {
        var reader = new JsonTreeReader(body);
        return Whole(reader.ReadFirst(), reader.Fault);
    }

    private static JsonValue Whole(JsonValue value, Failure? fault) => fault is null ? value : throw fault.Raise();
}
