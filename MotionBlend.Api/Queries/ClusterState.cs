using System.Text.Json;
using MotionBlend.Domain.Cluster;
using MotionBlend.Elasticsearch.Cluster;

namespace MotionBlend.Api.Queries;

/// <summary>What several requests said about the cluster, put together as a <see cref="ClusterOverview"/>.</summary>
/// <param name="Version">Version of the server.</param>
/// <param name="Health">Health.</param>
/// <param name="Definitions">Definitions of the indices behind the alias.</param>
/// <param name="Statistics">Counts of the same indices.</param>
/// <param name="NewestComputedAt">Latest <c>computed_at</c>.</param>
internal sealed record ClusterState(
    string Version,
    ClusterHealth Health,
    IReadOnlyDictionary<string, IndexDefinition> Definitions,
    IReadOnlyDictionary<string, IndexStatistics> Statistics,
    DateTimeOffset? NewestComputedAt)
{
    private const string DefaultRefreshInterval = "1s";

    /// <summary>The overview.</summary>
    /// <param name="alias">Alias of the blends.</param>
    public ClusterOverview Overview(string alias) => new(
        Of(Health.Status),
        ClusterReason.Of(Health, alias, [.. Definitions.Keys]),
        Health.ClusterName,
        Version,
        Health.Nodes,
        Health.DataNodes,
        Health.ActivePrimaryShards,
        Health.ActiveShards,
        Health.UnassignedShards,
        alias,
        [.. Definitions.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => Index(pair.Key, pair.Value))],
        NewestComputedAt);

    // An index that came or went between the requests has no health or no counts; the next look has both.
    private IndexOverview Index(string name, IndexDefinition definition)
    {
        var health = Health.Indices.GetValueOrDefault(name);
        var counts = Statistics.GetValueOrDefault(name);
        return new IndexOverview(
            name,
            Of(health?.Status ?? ClusterStatus.Red),
            counts?.Documents ?? 0,
            counts?.DeletedDocuments ?? 0,
            counts?.StoreBytes ?? 0,
            health?.PrimaryShards ?? 0,
            health?.Replicas ?? 0,
            definition.RefreshInterval ?? DefaultRefreshInterval,
            Meta(definition, "schema_version") is { ValueKind: JsonValueKind.Number } version && version.TryGetInt32(out var number) ? number : null,
            Meta(definition, "export_run") is { ValueKind: JsonValueKind.String } run ? run.GetString() : null);
    }

    private static JsonElement? Meta(IndexDefinition definition, string name) =>
        definition.Meta is { ValueKind: JsonValueKind.Object } meta && meta.TryGetProperty(name, out var value) ? value : null;

    private static HealthStatus Of(ClusterStatus status) => status switch
    {
        ClusterStatus.Green => HealthStatus.Green,
        ClusterStatus.Yellow => HealthStatus.Yellow,
        _ => HealthStatus.Red,
    };
}
