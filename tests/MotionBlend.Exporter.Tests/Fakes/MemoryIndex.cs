using System.Text.Json.Nodes;

namespace MotionBlend.Exporter.Tests.Fakes;

/// <summary>An index of a <see cref="MemoryCluster"/>.</summary>
/// <param name="mappings">Its mapping.</param>
/// <param name="settings">Its settings, under <c>index</c>.</param>
internal sealed class MemoryIndex(JsonObject mappings, JsonObject settings)
{
    public JsonObject Mappings { get; } = mappings;

    public JsonObject Settings { get; } = settings;

    public HashSet<string> Aliases { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, (long Version, string Source)> Documents { get; } = new(StringComparer.Ordinal);

    /// <summary>Documents as of the last refresh.</summary>
    public int Visible { get; set; }
}
