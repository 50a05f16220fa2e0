using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>POST /{index}/_forcemerge</c>: an index is one segment always, so there is nothing to merge.</summary>
internal sealed class ForceMergeEndpoint(NodeStorage storage, IndexResolver resolver) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST"], "/_forcemerge", "/{index}/_forcemerge")
    {
        Parameters = [.. IndicesOptions.Parameters, "max_num_segments", "only_expunge_deletes"],
        WithoutEffect = ["flush"],
        Refused = ["wait_for_completion"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        if (request.Query.Bool("only_expunge_deletes") && request.Query.Int("max_num_segments") is not null)
        {
            throw Failure.Validation(
                "cannot set only_expunge_deletes and max_num_segments at the same time, those two parameters are mutually exclusive").Raise();
        }

        var indices = IndexBlocks.Open(resolver.Resolve(
            storage.State, request.PathValue("index"), IndicesOptions.From(request.Query, IndicesOptions.Read)));
        return Task.FromResult(Reply.Of(new JsonObject { ["_shards"] = ShardsJson.Of(indices) }));
    }
}
