using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>POST /{index}/_cache/clear</c>: forgets cached results of searches; the cache is one for all indices.</summary>
internal sealed class ClearCacheEndpoint(NodeStorage storage, IndexResolver resolver, RequestCache cache) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST"], "/_cache/clear", "/{index}/_cache/clear")
    {
        Parameters = [.. IndicesOptions.Parameters, "request", "query", "fielddata", "index"],
        WithoutEffect = ["fields"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var indices = resolver.Resolve(
            storage.State, request.PathValue("index") ?? request.Query.Text("index"), IndicesOptions.From(request.Query, IndicesOptions.Read));
        // With no kind named all caches are meant.
        var named = request.Query.Has("query") || request.Query.Has("fielddata");
        if (request.Query.Bool("request", absent: !named))
            cache.Clear();
        return Task.FromResult(Reply.Of(new JsonObject { ["_shards"] = ShardsJson.Of(indices) }));
    }
}
