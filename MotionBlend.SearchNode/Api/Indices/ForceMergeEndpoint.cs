using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary>
/// <c>POST /{index}/_forcemerge</c>: an index is one segment always, so there is nothing to merge; but as in Elasticsearch, searches see all
/// writes afterwards.
/// </summary>
internal sealed class ForceMergeEndpoint(NodeStorage storage, IndexResolver resolver, IndexRefresher refresher) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST"], "/_forcemerge", "/{index}/_forcemerge")
    {
        Parameters = [.. IndicesOptions.Parameters, "max_num_segments", "only_expunge_deletes", "flush"],
        Refused = ["wait_for_completion"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        if (request.Query.Bool("only_expunge_deletes") && request.Query.Int("max_num_segments") is not null)
        {
            throw Failure.Validation(
                "cannot set only_expunge_deletes and max_num_segments at the same time, those two parameters are mutually exclusive").Raise();
        }

        var options = IndicesOptions.From(request.Query, IndicesOptions.Read);
        // The merged segments are flushed, and with that shown.
        var indices = request.Query.Bool("flush", absent: true)
            ? await refresher.RefreshAsync(Chosen, cancellationToken)
            : Chosen(storage.State);
        return Reply.Of(new JsonObject { ["_shards"] = ShardsJson.Of(indices) });

        IReadOnlyList<IndexState> Chosen(ClusterState state) => IndexBlocks.Open(resolver.Resolve(state, request.PathValue("index"), options));
    }
}
