using System.Text.Json;
using System.Text.Json.Nodes;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>Writes aliases as <c>GET _alias</c> shows them.</summary>
internal static class AliasWriter
{
    /// <summary>An object with one member an alias.</summary>
    public static void WriteAll(Utf8JsonWriter writer, IEnumerable<AliasState> aliases)
    {
        writer.WriteStartObject();
        foreach (var alias in aliases)
        {
            writer.WritePropertyName(alias.Name);
            Of(alias).WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>The properties of one alias.</summary>
    public static JsonObject Of(AliasState alias)
    {
        var json = new JsonObject();
        if (alias.Filter is { } filter)
            json["filter"] = JsonNode.Parse(filter);
        if (alias.IndexRouting is { } index)
            json["index_routing"] = index;
        if (alias.SearchRouting is { } search)
            json["search_routing"] = search;
        if (alias.IsWriteIndex is { } write)
            json["is_write_index"] = write;
        if (alias.IsHidden is { } hidden)
            json["is_hidden"] = hidden;
        return json;
    }
}
