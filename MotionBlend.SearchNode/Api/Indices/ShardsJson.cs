using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary>The counts of shards that index administration answers with: copies asked for, and those that are there.</summary>
internal static class ShardsJson
{
    public static JsonObject Of(IReadOnlyList<IndexState> indices) => new()
    {
        ["total"] = indices.Sum(index => index.Settings.Shards * (1 + index.Settings.Replicas)),
        ["successful"] = indices.Sum(index => index.Settings.Shards),
        ["failed"] = 0,
    };
}
