using System.Text.Json;

namespace MotionBlend.Elasticsearch.Cluster;

/// <summary>What an index was made with, from <c>GET /{index}</c>.</summary>
/// <param name="RefreshInterval">Its <c>refresh_interval</c>; null for the server's default.</param>
/// <param name="Meta">The mapping's <c>_meta</c>; null when it has none.</param>
public sealed record IndexDefinition(string? RefreshInterval, JsonElement? Meta);
