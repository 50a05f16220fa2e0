using System.Runtime.InteropServices;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>
/// To which shard a document goes: a hash of its routing, or of its id without one. An index is one table whatever its
/// shards are; the shard decides which documents are the same one, and what a search with routing reaches.
/// </summary>
internal static class ShardRouting
{
    /// <summary>The shard of a document.</summary>
    public static int ShardOf(IndexSettings settings, string id, string? routing) => settings.Shards == 1 ? 0 : ShardOf(settings, routing ?? id);

    /// <summary>The shard of a routing value.</summary>
    public static int ShardOf(IndexSettings settings, string route)
    {
        var place = Hash(route) % settings.RoutingShards;
        return (place < 0 ? place + settings.RoutingShards : place) / (settings.RoutingShards / settings.Shards);
    }

    /// <summary>The hash that routing counts with: MurmurHash3 of the UTF-16 of a text, lower byte first.</summary>
    public static int Hash(string route) => Murmur3.Hash(MemoryMarshal.AsBytes(route.AsSpan()), 0);
}
