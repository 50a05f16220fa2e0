using System.Text.Json;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.QueryDsl.QueryString;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary><c>POST /{index}/_validate/query</c>: whether a query can be made, without running it.</summary>
internal sealed class ValidateQueryEndpoint(SearchService search) : IEndpoint
{
    private const int DefaultSize = 10;

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
            query = OnlyQuery.Of(request) ?? (request.HasBody ? null : new MatchAllQuery());
        }
        catch (FailureException e) when (!e.Failure.IsUnsupported && (e.Failure.Kind == FailureKind.Parsing || !request.HasBody))
        {
            // A body that cannot be read is an answer here, not an error; no shard was asked.
            return Answer(false, null, []);
        }

        if (query is null)
            throw Failure.Validation("query cannot be null").Raise();
        var options = IndicesOptions.From(request.Query, IndicesOptions.Read);
        var validated = await search.ValidateAsync(request.PathValue("index"), options, query, cancellationToken);
        if (validated.FirstOrDefault(one => one.Failure?.IsUnsupported == true).Failure is { } unsupported)
            throw unsupported.Raise();
        return Answer(validated.All(one => one.Failure is null), validated.Count, [.. validated.Select(one => one.Index).Where(index => index.Settings.MaxResultWindow < DefaultSize)]);
    }

    // Elasticsearch checks a query as a search of ten hits, for which an index can have too small a window.
    private static Reply Answer(bool valid, int? shards, IReadOnlyList<IndexState> narrow) => Reply.Of(json =>
    {
        json.WriteStartObject();
        if (shards is { } number)
        {
            json.WriteStartObject("_shards");
            json.WriteNumber("total", number);
            json.WriteNumber("successful", number - narrow.Count);
            json.WriteNumber("failed", narrow.Count);
            if (narrow.Count > 0)
                WriteFailures(json, narrow);
            json.WriteEndObject();
        }

        json.WriteBoolean("valid", valid);
        json.WriteEndObject();
    });

    private static void WriteFailures(Utf8JsonWriter json, IReadOnlyList<IndexState> narrow)
    {
        json.WriteStartArray("failures");
        foreach (var index in narrow)
        {
            json.WriteStartObject();
            json.WriteNumber("shard", 0);
            json.WriteString("index", index.Name);
            json.WriteString("status", "BAD_REQUEST");
            json.WritePropertyName("reason");
            ElasticErrors.WriteError(json, HitPages.WindowTooLarge(index, DefaultSize), withRootCause: false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
