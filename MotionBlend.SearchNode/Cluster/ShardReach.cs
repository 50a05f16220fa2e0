namespace MotionBlend.SearchNode.Cluster;

/// <summary>What a search says of the shards that it reaches.</summary>
/// <param name="Routing">Routing values, whose shards are meant; null for all.</param>
/// <param name="Shards">Numbers of shards, as a preference may name them; null for all.</param>
internal sealed record ShardReach(IReadOnlyList<string>? Routing, IReadOnlyList<int>? Shards)
{
    public static readonly ShardReach All = new(null, null);
}
