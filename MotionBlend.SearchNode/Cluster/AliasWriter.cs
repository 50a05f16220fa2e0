using System.Text.Json;

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
            writer.WriteStartObject(alias.Name);
            if (alias.Filter is { } filter)
            {
                writer.WritePropertyName("filter");
                writer.WriteRawValue(filter, skipInputValidation: true);
            }

            if (alias.IndexRouting is { } index)
                writer.WriteString("index_routing", index);
            if (alias.SearchRouting is { } search)
                writer.WriteString("search_routing", search);
            if (alias.IsWriteIndex is { } write)
                writer.WriteBoolean("is_write_index", write);
            if (alias.IsHidden is { } hidden)
                writer.WriteBoolean("is_hidden", hidden);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
