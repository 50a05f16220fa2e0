using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary><c>GET /</c>: name, cluster and version; clients check it before anything else.</summary>
internal sealed class InfoEndpoint(NodeStorage storage, SearchNodeOptions options) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET", "HEAD"], "/");

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken) => Task.FromResult(Reply.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("name", options.NodeName);
        json.WriteString("cluster_name", options.ClusterName);
        json.WriteString("cluster_uuid", storage.ClusterUuid);
        json.WriteStartObject("version");
        json.WriteString("number", NodeIdentity.Version);
        json.WriteString("build_flavor", "default");
        json.WriteString("build_type", "motionblend");
        json.WriteString("build_hash", NodeIdentity.BuildHash);
        json.WriteString("build_date", NodeIdentity.BuildDate);
        json.WriteBoolean("build_snapshot", false);
        json.WriteString("lucene_version", NodeIdentity.LuceneVersion);
        json.WriteString("minimum_wire_compatibility_version", "7.17.0");
        json.WriteString("minimum_index_compatibility_version", "7.0.0");
        json.WriteEndObject();
        json.WriteString("tagline", "You Know, for Search");
        json.WriteEndObject();
    }) with
    {
        IndentedByDefault = true,
    });
}
