using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.QueryDsl.QueryString;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary><c>POST /{index}/_count</c>: how many documents match.</summary>
internal sealed class CountEndpoint(SearchService search) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET", "POST"], "/_count", "/{index}/_count")
    {
        Body = BodyRule.Optional,
        Parameters = [.. IndicesOptions.Parameters, "min_score", "terminate_after", "routing", "preference", .. QueryStringQuery.Parameters],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var terminateAfter = request.Query.Int("terminate_after") ?? 0;
        if (terminateAfter < 0)
            throw Failure.IllegalArgument("terminateAfter must be > 0").Raise();
        var asked = new SearchRequest
        {
            Query = OnlyQuery.Of(request) ?? new MatchAllQuery(),
            MinScore = request.Query.Float("min_score"),
            TerminateAfter = terminateAfter > 0 ? terminateAfter : null,
            Size = 0,
            Reach = SearchRequestParser.Reach(request.Query),
        };
        var counted = await search.CountAsync(
            request.PathValue("index"), IndicesOptions.From(request.Query, IndicesOptions.Read), asked, cancellationToken);
        return Reply.Of(json =>
        {
            json.WriteStartObject();
            if (counted.TerminatedEarly is { } early)
                json.WriteBoolean("terminated_early", early);
            json.WriteNumber("count", counted.Total!.Value);
            SearchReply.WriteShards(json, counted.Shards, counted.Failures);
            json.WriteEndObject();
        });
    }
}
