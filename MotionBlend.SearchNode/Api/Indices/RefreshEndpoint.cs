using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>POST /{index}/_refresh</c>: writes are visible to searches at once, so there is nothing to wait for.</summary>
internal sealed class RefreshEndpoint(NodeStorage storage, IndexResolver resolver, NodeCounters counters) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST", "GET"], "/_refresh", "/{index}/_refresh")
    {
        Parameters = IndicesOptions.Parameters,
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var indices = resolver.Resolve(
            storage.State, request.PathValue("index"), IndicesOptions.From(request.Query, IndicesOptions.Read));
        foreach (var index in indices)
            counters.Of(index.Name).CountRefresh();
        return Task.FromResult(Reply.Of(new JsonObject { ["_shards"] = ShardsJson.Of(indices) }));
    }
}
