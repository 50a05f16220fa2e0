using System.Text.Json;
using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Documents;

/// <summary>Merges a partial document into a source: objects key by key, anything else as a whole.</summary>
internal static class SourceMerge
{
    /// <summary>The merged source, or null when nothing changes.</summary>
    public static ReadOnlyMemory<byte>? Merge(ReadOnlySpan<byte> source, ReadOnlySpan<byte> partial)
    {
        var merged = JsonBody.Tree(source)!.AsObject();
        if (!Apply(merged, JsonBody.Tree(partial)!.AsObject()))
            return null;
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonText.WriterOptions(indented: false)))
            merged.WriteTo(writer);
        return buffer.ToArray();
    }

    private static bool Apply(JsonObject into, JsonObject partial)
    {
        var changed = false;
        foreach (var (name, value) in partial)
        {
            if (into.TryGetPropertyValue(name, out var existing))
            {
                if (existing is JsonObject before && value is JsonObject after)
                {
                    changed |= Apply(before, after);
                    continue;
                }

                if (JsonNode.DeepEquals(existing, value))
                    continue;
            }

            into[name] = value?.DeepClone();
            changed = true;
        }

        return changed;
    }
}
