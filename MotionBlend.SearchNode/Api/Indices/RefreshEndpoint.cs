using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>POST /{index}/_refresh</c>: lets searches see all writes so far.</summary>
internal sealed class RefreshEndpoint(IndexResolver resolver, IndexRefresher refresher) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST", "GET"], "/_refresh", "/{index}/_refresh")
    {
        Parameters = IndicesOptions.Parameters,
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var options = IndicesOptions.From(request.Query, IndicesOptions.Read);
        var indices = await refresher.RefreshAsync(state => IndexBlocks.Open(resolver.Resolve(state, request.PathValue("index"), options)), cancellationToken);
        return Reply.Of(new JsonObject { ["_shards"] = ShardsJson.Of(indices) });
    }
}
