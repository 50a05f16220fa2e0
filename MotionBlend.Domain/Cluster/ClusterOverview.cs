using System.Text.Json.Serialization;

namespace MotionBlend.Domain.Cluster;

/// <summary>Elasticsearch's health colours, best first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HealthStatus>))]
public enum HealthStatus
{
    /// <summary>Every shard is assigned.</summary>
    [JsonStringEnumMemberName("green")]
    Green,

    /// <summary>Every primary is assigned, some replica is not: searches are complete.</summary>
    [JsonStringEnumMemberName("yellow")]
    Yellow,

    /// <summary>Some primary is not assigned: results may be incomplete.</summary>
    [JsonStringEnumMemberName("red")]
    Red,
}

/// <summary>State of the search backend and of the index of blends: the reply of <c>GET /api/v1/cluster</c>.</summary>
/// <param name="Status">Health of the whole cluster.</param>
/// <param name="Reason">Why, and what it means for the numbers shown, in one sentence for people.</param>
/// <param name="ClusterName">The cluster's name.</param>
/// <param name="Version">Version of the server, e.g. <c>8.19.0</c>.</param>
/// <param name="Nodes">Nodes in the cluster.</param>
/// <param name="DataNodes">Nodes that hold data.</param>
/// <param name="ActivePrimaryShards">Primaries that are assigned.</param>
/// <param name="ActiveShards">Shards that are assigned.</param>
/// <param name="UnassignedShards">Shards that are not.</param>
/// <param name="Alias">Alias of the blends.</param>
/// <param name="Indices">Indices behind the alias, by name; empty when nothing was exported yet.</param>
/// <param name="NewestComputedAt">Latest <c>computed_at</c> in the index, UTC; null when it is empty.</param>
public sealed record ClusterOverview(
    HealthStatus Status,
    string Reason,
    string ClusterName,
    string Version,
    int Nodes,
    int DataNodes,
    int ActivePrimaryShards,
    int ActiveShards,
    int UnassignedShards,
    string Alias,
    IReadOnlyList<IndexOverview> Indices,
    DateTimeOffset? NewestComputedAt);

/// <summary>One index of blends.</summary>
/// <param name="Name">The concrete index.</param>
/// <param name="Status">Its health.</param>
/// <param name="Documents">Documents in the primaries.</param>
/// <param name="DeletedDocuments">Documents deleted but not yet merged away.</param>
/// <param name="StoreBytes">Size of all its shards, bytes.</param>
/// <param name="PrimaryShards">Primaries.</param>
/// <param name="Replicas">Replicas of each.</param>
/// <param name="RefreshInterval">Its <c>refresh_interval</c>, e.g. <c>30s</c>.</param>
/// <param name="SchemaVersion">Version in the mapping's <c>_meta</c>; null when it has none.</param>
/// <param name="ExportRun">Export run in the mapping's <c>_meta</c>; null when it has none.</param>
public sealed record IndexOverview(
    string Name,
    HealthStatus Status,
    long Documents,
    long DeletedDocuments,
    long StoreBytes,
    int PrimaryShards,
    int Replicas,
    string RefreshInterval,
    int? SchemaVersion,
    string? ExportRun);
