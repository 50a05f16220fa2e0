using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>POST /{index}/_flush</c>: what is acknowledged is on disk already.</summary>
internal sealed class FlushEndpoint(NodeStorage storage, IndexResolver resolver, NodeCounters counters) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST", "GET"], "/_flush", "/{index}/_flush")
    {
        Parameters = [.. IndicesOptions.Parameters, "force", "wait_if_ongoing"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        if (request.Query.Bool("force") && !request.Query.Bool("wait_if_ongoing", absent: true))
            throw Failure.Validation("wait_if_ongoing must be true for a force flush").Raise();
        var indices = IndexBlocks.Open(resolver.Resolve(
            storage.State, request.PathValue("index"), IndicesOptions.From(request.Query, IndicesOptions.Read)));
        foreach (var index in indices)
            counters.Of(index.Name).CountFlush();
        return Task.FromResult(Reply.Of(new JsonObject { ["_shards"] = ShardsJson.Of(indices) }));
    }
}
