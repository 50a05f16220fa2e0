using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Search.Rows;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>POST /{index}/_cache/clear</c>: forgets cached results of searches, which are of all indices together, and what is known of the rows of some.</summary>
internal sealed class ClearCacheEndpoint(NodeStorage storage, IndexResolver resolver, RequestCache results, RowCache rows) : IEndpoint
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
        // With no kind asked for all caches are meant.
        var (ofResults, ofRows) = (request.Query.Bool("request", absent: false), request.Query.Bool("query", absent: false));
        var all = !ofResults && !ofRows && !request.Query.Bool("fielddata", absent: false);
        if (all || ofResults)
            results.Clear();
        if (all || ofRows)
            rows.Clear(indices);
        return Task.FromResult(Reply.Of(new JsonObject { ["_shards"] = ShardsJson.Of(indices) }));
    }
}
