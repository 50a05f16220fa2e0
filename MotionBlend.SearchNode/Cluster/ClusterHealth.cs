namespace MotionBlend.SearchNode.Cluster;

/// <summary>The health of some indices on one node: declared shards are active, replicas cannot be.</summary>
/// <param name="Indices">The indices asked for.</param>
/// <param name="Missing">True when one that was named is not there.</param>
internal sealed record ClusterHealth(IReadOnlyList<IndexState> Indices, bool Missing)
{
    public string Status => Missing ? "red" : Unassigned > 0 ? "yellow" : "green";

    public int Active => Indices.Sum(index => index.Settings.Shards);

    public int Unassigned => Indices.Sum(index => index.Settings.Shards * index.Settings.Replicas);

    public double ActivePercent => Active + Unassigned == 0 ? 100 : 100.0 * Active / (Active + Unassigned);
}
