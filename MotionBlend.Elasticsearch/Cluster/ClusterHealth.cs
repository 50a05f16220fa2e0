namespace MotionBlend.Elasticsearch.Cluster;

/// <summary>Elasticsearch's health colours, best first.</summary>
public enum ClusterStatus
{
    /// <summary>Every shard is assigned.</summary>
    Green,

    /// <summary>Every primary is assigned, some replica is not.</summary>
    Yellow,

    /// <summary>Some primary is not assigned.</summary>
    Red,
}

/// <summary>Reply of <c>GET /_cluster/health?level=indices</c>.</summary>
/// <param name="ClusterName">The cluster's name.</param>
/// <param name="Status">Health of the whole cluster.</param>
/// <param name="Nodes">Nodes.</param>
/// <param name="DataNodes">Nodes that hold data.</param>
/// <param name="ActivePrimaryShards">Primaries that are assigned.</param>
/// <param name="ActiveShards">Shards that are assigned.</param>
/// <param name="UnassignedShards">Shards that are not, those on their way left out.</param>
/// <param name="Indices">Health of each open index, by name.</param>
public sealed record ClusterHealth(
    string ClusterName,
    ClusterStatus Status,
    int Nodes,
    int DataNodes,
    int ActivePrimaryShards,
    int ActiveShards,
    int UnassignedShards,
    IReadOnlyDictionary<string, IndexHealth> Indices);

/// <summary>Health of one index.</summary>
/// <param name="Status">Its health.</param>
/// <param name="PrimaryShards">Primaries it should have.</param>
/// <param name="Replicas">Replicas of each it should have.</param>
/// <param name="ActivePrimaryShards">Primaries that are assigned.</param>
/// <param name="UnassignedShards">Shards that are not assigned.</param>
public sealed record IndexHealth(ClusterStatus Status, int PrimaryShards, int Replicas, int ActivePrimaryShards, int UnassignedShards);
