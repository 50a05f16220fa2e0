using System.Text.Json;

namespace MotionBlend.SearchNode.Mapping;

/// <summary>Writes a mapping as <c>GET _mapping</c> shows it; the same text is kept in the catalog.</summary>
internal static class MappingWriter
{
    /// <summary>Writes the mapping's object: <c>{}</c> when nothing is declared.</summary>
    public static void Write(Utf8JsonWriter writer, RootSpec spec)
    {
        writer.WriteStartObject();
        if (spec.Root.Dynamic is { } dynamic)
            writer.WriteString("dynamic", NameOf(dynamic));
        if (spec.Meta is { } meta)
        {
            writer.WritePropertyName("_meta");
            writer.WriteRawValue(meta, skipInputValidation: true);
        }

        if (spec.DateDetection is { } dates)
            writer.WriteBoolean("date_detection", dates);
        if (spec.RoutingRequired)
        {
            writer.WriteStartObject("_routing");
            writer.WriteBoolean("required", true);
            writer.WriteEndObject();
        }

        if (!spec.KeepsSource)
        {
            writer.WriteStartObject("_source");
            writer.WriteBoolean("enabled", false);
            writer.WriteEndObject();
        }

        WriteProperties(writer, spec.Root);
        writer.WriteEndObject();
    }

    /// <summary>Writes one leaf's declaration, as <c>GET _mapping/field</c> shows it too.</summary>
    public static void WriteLeaf(Utf8JsonWriter writer, LeafSpec leaf)
    {
        writer.WriteStartObject();
        writer.WriteString("type", leaf.Type.Name);
        leaf.Type.WriteParameters(writer);
        if (leaf.Fields.Count > 0)
        {
            writer.WriteStartObject("fields");
            foreach (var (name, type) in leaf.Fields)
            {
                writer.WritePropertyName(name);
                WriteLeaf(writer, new LeafSpec(type));
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter writer, ObjectSpec spec)
    {
        if (spec.Properties.Count == 0)
            return;
        writer.WriteStartObject("properties");
        foreach (var (name, child) in spec.Properties)
        {
            writer.WritePropertyName(name);
            if (child is LeafSpec leaf)
                WriteLeaf(writer, leaf);
            else
                WriteObject(writer, (ObjectSpec)child);
        }

        writer.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter writer, ObjectSpec spec)
    {
        writer.WriteStartObject();
        if (spec.Properties.Count == 0)
            writer.WriteString("type", "object");
        if (spec.Dynamic is { } dynamic)
            writer.WriteString("dynamic", NameOf(dynamic));
        if (spec.Enabled is { } enabled)
            writer.WriteBoolean("enabled", enabled);
        WriteProperties(writer, spec);
        writer.WriteEndObject();
    }

    private static string NameOf(DynamicMode mode) => mode switch
    {
        DynamicMode.True => "true",
        DynamicMode.False => "false",
        _ => "strict",
    };
}
