using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary><c>POST /{index}/_pit</c>: keeps a view of this moment for later searches.</summary>
internal sealed class OpenPointInTimeEndpoint(SearchContexts contexts, TargetBinder binder) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST"], "/_pit", "/{index}/_pit")
    {
        Body = BodyRule.Optional,
        Parameters = ["keep_alive", "routing", "preference", .. IndicesOptions.Parameters],
        WithoutEffect = ["allow_partial_search_results", "max_concurrent_shard_requests"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        foreach (var member in request.Json()?.Members ?? [])
        {
            if (member.Name != "index_filter")
            {
                throw new Failure(
                    FailureKind.XContentParse,
                    $"{member.Value.LocationAt(member.NameStart)} [open_point_in_time_request] unknown field [{member.Name}]").Raise();
            }

            // The filter only lets a cluster skip shards that cannot match; here it is checked and skips none.
            QueryParser.Parse(member.Value);
        }

        var index = request.PathValue("index");
        var keepAlive = request.Query.Time("keep_alive");
        List<string> missing = [];
        if (index is null)
            missing.Add("[index] is not specified");
        if (keepAlive is null)
            missing.Add("[keep_alive] is not specified");
        if (missing.Count > 0)
            throw Failure.Validation(missing).Raise();
        var options = IndicesOptions.From(request.Query, IndicesOptions.Read);
        var reach = SearchRequestParser.Reach(request.Query);
        var context = await contexts.OpenAsync(
            SearchContextKind.PointInTime, keepAlive!.Value, state => binder.Resolve(state, index, options, reach), cancellationToken);
        return Reply.Of(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", contexts.IdOf(context));
            SearchReply.WriteShards(json, context.Indices.Sum(searched => searched.Shards));
            json.WriteEndObject();
        });
    }
}
