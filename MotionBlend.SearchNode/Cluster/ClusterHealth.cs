namespace MotionBlend.SearchNode.Cluster;

/// <summary>The health of some indices on one node: declared shards are active, replicas cannot be.</summary>
/// <param name="Indices">The indices asked for.</param>
/// <param name="Missing">True when one that was named is not there.</param>
internal sealed record ClusterHealth(IReadOnlyList<IndexState> Indices, bool Missing)
{
    /// <summary>Whether the database has stopped and could not be opened again yet.</summary>
    public bool Down { get; init; }

    public string Status => Missing || Down ? "red" : Unassigned > 0 ? "yellow" : "green";

    public int Active => Down ? 0 : Indices.Sum(index => index.Settings.Shards);

    public int Unassigned => Indices.Sum(index => index.Settings.Shards * (index.Settings.Replicas + (Down ? 1 : 0)));

    public double ActivePercent => Active + Unassigned == 0 ? 100 : 100.0 * Active / (Active + Unassigned);
}
