using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.QueryDsl.QueryString;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary><c>POST /{index}/_validate/query</c>: whether a query can be made, without running it.</summary>
internal sealed class ValidateQueryEndpoint(SearchService search) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET", "POST"], "/_validate/query", "/{index}/_validate/query")
    {
        Body = BodyRule.Optional,
        Parameters = [.. IndicesOptions.Parameters, .. QueryStringQuery.Parameters],
        WithoutEffect = ["all_shards"],
        Refused = ["explain", "rewrite"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        QueryClause? query;
        try
        {
            query = QueryStringQuery.From(request.Query) ?? (request.HasBody ? Query(request.Json()!) : new MatchAllQuery());
        }
        catch (FailureException e) when (!e.Failure.IsUnsupported)
        {
            // A body that cannot be read is an answer here, not an error; no shard was asked.
            return Answer(false, null);
        }

        if (query is null)
            throw Failure.Validation("query cannot be null").Raise();
        var options = IndicesOptions.From(request.Query, IndicesOptions.Read);
        var validated = await search.ValidateAsync(request.PathValue("index"), options, query, cancellationToken);
        if (validated.FirstOrDefault(one => one.Failure?.IsUnsupported == true).Failure is { } unsupported)
            throw unsupported.Raise();
        return Answer(validated.All(one => one.Failure is null), validated.Count);
    }

    private static QueryClause? Query(JsonValue body)
    {
        if (body.Kind != JsonKind.Object)
            throw Failure.Parsing($"Expected [START_OBJECT] but found [{body.TokenName}]", body.Location).Raise();
        QueryClause? query = null;
        foreach (var (name, nameStart, value) in body.Members)
        {
            query = name == "query"
                ? QueryParser.Parse(value)
                : throw Failure.Parsing($"request does not support [{name}]", value.LocationAt(nameStart)).Raise();
        }

        return query;
    }

    private static Reply Answer(bool valid, int? shards) => Reply.Of(json =>
    {
        json.WriteStartObject();
        if (shards is { } number)
        {
            json.WriteStartObject("_shards");
            json.WriteNumber("total", number);
            json.WriteNumber("successful", number);
            json.WriteNumber("failed", 0);
            json.WriteEndObject();
        }

        json.WriteBoolean("valid", valid);
        json.WriteEndObject();
    });
}
