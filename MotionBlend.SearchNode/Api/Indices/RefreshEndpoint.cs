using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>POST /{index}/_refresh</c>: writes are visible to searches at once, so there is nothing to wait for.</summary>
internal sealed class RefreshEndpoint(NodeStorage storage, IndexResolver resolver) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST", "GET"], "/_refresh", "/{index}/_refresh")
    {
        Parameters = IndicesOptions.Parameters,
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var indices = resolver.Resolve(
            storage.State, request.PathValue("index"), IndicesOptions.From(request.Query, IndicesOptions.Read));
        return Task.FromResult(Reply.Of(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("_shards");
            json.WriteNumber("total", indices.Sum(index => index.Settings.Shards * (1 + index.Settings.Replicas)));
            json.WriteNumber("successful", indices.Sum(index => index.Settings.Shards));
            json.WriteNumber("failed", 0);
            json.WriteEndObject();
            json.WriteEndObject();
        }));
    }
}
