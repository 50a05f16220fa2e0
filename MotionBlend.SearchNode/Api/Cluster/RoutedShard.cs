using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary>Where the copies of a shard are: the first is here, the others have no node to be on.</summary>
internal static class RoutedShard
{
    public static IEnumerable<JsonNode> Copies(IndexState index, int shard) =>
        [Primary(index, shard), .. Enumerable.Range(0, index.Settings.Replicas).Select(_ => Replica(index, shard))];

    public static JsonObject Primary(IndexState index, int shard) => new()
    {
        ["state"] = "STARTED",
        ["primary"] = true,
        ["node"] = NodeIdentity.NodeId,
        ["relocating_node"] = null,
        ["shard"] = shard,
        ["index"] = index.Name,
        ["allocation_id"] = new JsonObject { ["id"] = AllocationId(index, shard) },
    };

    public static JsonObject Replica(IndexState index, int shard) => new()
    {
        ["state"] = "UNASSIGNED",
        ["primary"] = false,
        ["node"] = null,
        ["relocating_node"] = null,
        ["shard"] = shard,
        ["index"] = index.Name,
    };

    public static string AllocationId(IndexState index, int shard) => $"{index.Uuid[..18]}{shard:D4}";
}
