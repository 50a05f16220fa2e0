using System.Text.Json;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary><c>POST /_msearch</c>: several searches, each answered or failed by itself.</summary>
internal sealed class MultiSearchEndpoint(SearchService search, TimeProvider clock) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET", "POST"], "/_msearch", "/{index}/_msearch")
    {
        Body = BodyRule.Optional,
        TakesLines = true,
        Parameters = ["rest_total_hits_as_int", "typed_keys", "search_type", "max_concurrent_searches", .. IndicesOptions.Parameters],
        WithoutEffect = ["max_concurrent_shard_requests", "pre_filter_shard_size", "ccs_minimize_roundtrips", "routing", "include_named_queries_score"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasBody)
            throw new Failure(FailureKind.Parse, "request body or source parameter is required").Raise();
        if (request.Query.Int("max_concurrent_searches") is < 1)
            throw Failure.IllegalArgument("maxConcurrentSearchRequests must be positive").Raise();
        var started = clock.GetTimestamp();
        var searches = MultiSearchParser.Parse(request);
        var answers = new List<Action<Utf8JsonWriter>>();
        foreach (var one in searches)
            answers.Add(await AnswerAsync(one, cancellationToken));
        return Reply.Of(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("took", (long)clock.GetElapsedTime(started).TotalMilliseconds);
            json.WriteStartArray("responses");
            foreach (var answer in answers)
                answer(json);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private async Task<Action<Utf8JsonWriter>> AnswerAsync(OneSearch one, CancellationToken cancellationToken)
    {
        try
        {
            var result = await search.SearchAsync(one.Index, one.Indices, one.Request, cancellationToken);
            return json =>
            {
                json.WriteStartObject();
                SearchReply.WriteMembers(json, one.Request, result);
                json.WriteNumber("status", StatusCodes.Status200OK);
                json.WriteEndObject();
            };
        }
        catch (FailureException e)
        {
            return json => ElasticErrors.Write(json, e.Failure);
        }
    }
}
