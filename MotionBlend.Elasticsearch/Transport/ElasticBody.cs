using System.Text.Json.Nodes;

namespace MotionBlend.Elasticsearch.Transport;

/// <summary>A request body: its bytes and its media type.</summary>
/// <param name="Content">The bytes; they are sent as they are, so that a retry can send them again.</param>
/// <param name="MediaType">Media type without parameters.</param>
public sealed record ElasticBody(ReadOnlyMemory<byte> Content, string MediaType)
{
    /// <summary>Media type of all bodies but those of bulk and msearch.</summary>
    public const string Json = "application/json";

    /// <summary>Media type of bulk and msearch.</summary>
    public const string NdJson = "application/x-ndjson";

    /// <summary>A JSON body.</summary>
    public static ElasticBody From(JsonNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new System.Text.Json.Utf8JsonWriter(stream))
        {
            node.WriteTo(writer);
        }

        return new ElasticBody(stream.ToArray(), Json);
    }
}
