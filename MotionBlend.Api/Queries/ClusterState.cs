using System.Text.Json.Nodes;
using MotionBlend.Domain.Cluster;
using MotionBlend.Elasticsearch.Cluster;
using MotionBlend.Elasticsearch.Indices;

namespace MotionBlend.Api.Queries;

/// <summary>What several requests said about the cluster, put together as a <see cref="ClusterOverview"/>.</summary>
/// <param name="Version">Version of the server.</param>
/// <param name="Health">Health.</param>
/// <param name="Indices">The indices behind the alias.</param>
/// <param name="Statistics">Counts of the same indices.</param>
/// <param name="NewestComputedAt">Latest <c>computed_at</c>.</param>
internal sealed record ClusterState(
    string Version,
    ClusterHealth Health,
    IReadOnlyList<IndexInfo> Indices,
    IReadOnlyDictionary<string, IndexStatistics> Statistics,
    DateTimeOffset? NewestComputedAt)
{
    private const string DefaultRefreshInterval = "1s";

    /// <summary>The overview.</summary>
    /// <param name="alias">Alias of the blends.</param>
    public ClusterOverview Overview(string alias) => new(
        Of(Health.Status),
        ClusterReason.Of(Health, alias, [.. Indices.Select(index => index.Name)]),
        Health.ClusterName,
        Version,
        Health.Nodes,
        Health.DataNodes,
        Health.ActivePrimaryShards,
        Health.ActiveShards,
        Health.UnassignedShards,
        alias,
        [.. Indices.OrderBy(index => index.Name, StringComparer.Ordinal).Select(Overview)],
        NewestComputedAt);

    // An index that came or went between the requests has no health or no counts; the next look has both.
    private IndexOverview Overview(IndexInfo index)
    {
        var health = Health.Indices.GetValueOrDefault(index.Name);
        var counts = Statistics.GetValueOrDefault(index.Name);
        return new IndexOverview(
            index.Name,
            Of(health?.Status ?? ClusterStatus.Red),
            counts?.Documents ?? 0,
            counts?.DeletedDocuments ?? 0,
            counts?.StoreBytes ?? 0,
            health?.PrimaryShards ?? 0,
            health?.Replicas ?? 0,
            Value<string>(index.Settings["refresh_interval"]) ?? DefaultRefreshInterval,
            Value<int?>(Meta(index, "schema_version")),
            Value<string>(Meta(index, "export_run")));
    }

    // Other hands may write anything into _meta; what is not of our kind is not ours.
    private static JsonNode? Meta(IndexInfo index, string name) => (index.Mappings["_meta"] as JsonObject)?[name];

    private static T? Value<T>(JsonNode? node) => node is JsonValue value && value.TryGetValue(out T? found) ? found : default;

    private static HealthStatus Of(ClusterStatus status) => status switch
    {
        ClusterStatus.Green => HealthStatus.Green,
        ClusterStatus.Yellow => HealthStatus.Yellow,
        _ => HealthStatus.Red,
    };
}
