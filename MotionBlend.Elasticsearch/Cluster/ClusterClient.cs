using System.Text.Json;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Elasticsearch.Cluster;

/// <summary>Reads the state of a cluster and of its indices.</summary>
/// <param name="transport">Where to.</param>
public sealed class ClusterClient(IElasticsearchTransport transport)
{
    /// <summary>Version of the server, e.g. <c>8.19.0</c>.</summary>
    public Task<ElasticResult<string>> VersionAsync(CancellationToken cancellationToken) =>
        ReadAsync(ElasticRequest.Get(), root => Text(root.GetProperty("version").GetProperty("number")), cancellationToken);

    /// <summary>Health of the cluster and of every index.</summary>
    public Task<ElasticResult<ClusterHealth>> HealthAsync(CancellationToken cancellationToken) =>
        ReadAsync(ElasticRequest.Get("_cluster", "health").With("level", "indices"), Health, cancellationToken);

    /// <summary>Counts and size of each concrete index behind <paramref name="index"/>, by name; one without any assigned shard is absent.</summary>
    public Task<ElasticResult<Dictionary<string, IndexStatistics>>> StatisticsAsync(string index, CancellationToken cancellationToken) =>
        ReadAsync(ElasticRequest.Get(index, "_stats", "docs,store"),
            root => root.GetProperty("indices").EnumerateObject().ToDictionary(entry => entry.Name, entry => Statistics(entry.Value)),
            cancellationToken);

    /// <summary>True when there is an index or alias of this name.</summary>
    public async Task<ElasticResult<bool>> ExistsAsync(string index, CancellationToken cancellationToken) =>
        (await transport.SendAsync(ElasticRequest.Head(index), cancellationToken)).Map(response => response.Status != 404);

    private async Task<ElasticResult<T>> ReadAsync<T>(ElasticRequest request, Func<JsonElement, T> read, CancellationToken cancellationToken)
        where T : notnull =>
        (await transport.SendAsync(request, cancellationToken)).TryGet(out var response, out var error)
            ? response.Read(request.Target, read)
            : error;

    private static ClusterHealth Health(JsonElement root) => new(
        Text(root.GetProperty("cluster_name")),
        Status(root),
        Count(root, "number_of_nodes"),
        Count(root, "number_of_data_nodes"),
        Count(root, "active_primary_shards"),
        Count(root, "active_shards"),
        Count(root, "unassigned_shards"),
        root.GetProperty("indices").EnumerateObject().ToDictionary(entry => entry.Name, entry => new IndexHealth(
            Status(entry.Value),
            Count(entry.Value, "number_of_shards"),
            Count(entry.Value, "number_of_replicas"),
            Count(entry.Value, "active_primary_shards"),
            Count(entry.Value, "unassigned_shards"))));

    private static ClusterStatus Status(JsonElement element) => Text(element.GetProperty("status")) switch
    {
        "green" => ClusterStatus.Green,
        "yellow" => ClusterStatus.Yellow,
        "red" => ClusterStatus.Red,
        var other => throw new FormatException($"there is no status '{other}'"),
    };

    private static IndexStatistics Statistics(JsonElement index)
    {
        var documents = index.GetProperty("primaries").GetProperty("docs");
        return new IndexStatistics(
            documents.GetProperty("count").GetInt64(),
            documents.GetProperty("deleted").GetInt64(),
            index.GetProperty("total").GetProperty("store").GetProperty("size_in_bytes").GetInt64());
    }

    private static int Count(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static string Text(JsonElement element) => element.GetString() ?? throw new FormatException("a text is null");
}
