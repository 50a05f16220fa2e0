using System.Text.Json;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.QueryDsl.QueryString;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary>What <c>_delete_by_query</c> and <c>_update_by_query</c> share: how they are asked, and how they answer.</summary>
internal abstract class ByQueryEndpoint(ByQueryWriter writer, TimeProvider clock, string name, bool deletes) : IEndpoint
{
    private const int LargestBatch = 10_000;

    public EndpointRoute Route { get; } = new(["POST"], $"/{{index}}/{name}")
    {
        Body = BodyRule.Optional,
        Parameters =
        [
            .. IndicesOptions.Parameters, "conflicts", "refresh", "max_docs", "scroll_size", "slices", "wait_for_completion",
            "requests_per_second", .. QueryStringQuery.Parameters,
        ],
        WithoutEffect =
        [
            "timeout", "wait_for_active_shards", "scroll", "search_timeout", "search_type", "preference", "request_cache", "stats", "version",
        ],
        Refused = ["pipeline", "routing", "sort", "terminate_after", "from"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        RequireWhole(request.Query);
        var asked = Parse(request);
        var result = await writer.ExecuteAsync(asked, cancellationToken);
        var took = (long)clock.GetElapsedTime(started).TotalMilliseconds;
        return Reply.Of(json => Write(json, result, took), result.Failures.Count == 0 ? StatusCodes.Status200OK : result.Failures.Max(f => f.Status));
    }

    // One worker does all the work at once, and is waited for.
    private static void RequireWhole(QueryParameters query)
    {
        if (!query.Bool("wait_for_completion", absent: true))
            throw Failure.Unsupported("[wait_for_completion=false]").Raise();
        if (query.Text("slices") is not (null or "1" or "auto"))
            throw Failure.Unsupported($"[slices={query.Text("slices")}]").Raise();
        if (query.Text("requests_per_second") is not (null or "-1"))
            throw Failure.Unsupported($"[requests_per_second={query.Text("requests_per_second")}]").Raise();
    }

    private ByQueryRequest Parse(ElasticRequest request)
    {
        var query = QueryStringQuery.From(request.Query);
        var conflicts = request.Query.Text("conflicts");
        var most = request.Query.Int("max_docs");
        var body = request.WholeJson();
        if (body is { Kind: not JsonKind.Object })
            throw Failure.Parsing($"Expected [START_OBJECT] but found [{body.TokenName}]", body.Location).Raise();
        foreach (var (key, nameStart, value) in body?.Members ?? [])
        {
            switch (key)
            {
                case "query":
                    query ??= QueryParser.Parse(value);
                    break;
                case "conflicts":
                    conflicts ??= value.Text;
                    break;
                case "max_docs":
                    most ??= value.AsInt();
                    break;
                case "script" or "slice" or "sort":
                    throw Failure.Unsupported($"[{key}] in [{name}]").Raise();
                default:
                    throw Failure.Parsing($"Unknown key for a {value.TokenName} in [{key}].", value.LocationAt(nameStart)).Raise();
            }
        }

        if (query is null && deletes)
            throw Failure.Validation("query is missing").Raise();
        if (conflicts is not (null or "abort" or "proceed"))
            throw Failure.IllegalArgument($"conflicts may only be \"proceed\" or \"abort\" but was [{conflicts}]").Raise();
        if (most <= 0)
            throw Failure.Validation($"[max_docs] parameter must be greater than 0 but was [{most}]").Raise();
        var batch = request.Query.Int("scroll_size") ?? 1000;
        if (batch is < 1 or > LargestBatch)
            throw Failure.IllegalArgument($"[scroll_size] must be between 1 and {LargestBatch} but was [{batch}]").Raise();
        var search = new SearchRequest { Query = query ?? new MatchAllQuery() };
        return new ByQueryRequest(request.PathValues["index"], IndicesOptions.From(request.Query, IndicesOptions.Read), search, deletes)
        {
            BatchSize = batch,
            MaxDocuments = most,
            Refreshes = RefreshParameter.Parse(request.Query) is not RefreshPolicy.None,
            ProceedsOnConflict = conflicts == "proceed",
        };
    }

    private void Write(Utf8JsonWriter json, ByQueryResult result, long took)
    {
        json.WriteStartObject();
        json.WriteNumber("took", took);
        json.WriteBoolean("timed_out", false);
        json.WriteNumber("total", result.Total);
        if (!deletes)
            json.WriteNumber("updated", result.Written);
        json.WriteNumber("deleted", deletes ? result.Written : 0);
        json.WriteNumber("batches", result.Batches);
        json.WriteNumber("version_conflicts", result.Conflicts);
        json.WriteNumber("noops", 0);
        json.WriteStartObject("retries");
        json.WriteNumber("bulk", 0);
        json.WriteNumber("search", 0);
        json.WriteEndObject();
        json.WriteNumber("throttled_millis", 0);
        json.WriteNumber("requests_per_second", -1.0);
        json.WriteNumber("throttled_until_millis", 0);
        json.WriteStartArray("failures");
        foreach (var failed in result.Failures)
        {
            json.WriteStartObject();
            json.WriteString("index", failed.Index);
            json.WriteString("id", failed.Id);
            json.WritePropertyName("cause");
            ElasticErrors.WriteError(json, failed.Failure!, withRootCause: false);
            json.WriteNumber("status", failed.Status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary><c>POST /{index}/_delete_by_query</c>: deletes what a query finds.</summary>
internal sealed class DeleteByQueryEndpoint(ByQueryWriter writer, TimeProvider clock) : ByQueryEndpoint(writer, clock, "_delete_by_query", deletes: true);

/// <summary><c>POST /{index}/_update_by_query</c> without a script: indexes again what a query finds, under the mapping of now.</summary>
internal sealed class UpdateByQueryEndpoint(ByQueryWriter writer, TimeProvider clock) : ByQueryEndpoint(writer, clock, "_update_by_query", deletes: false);
