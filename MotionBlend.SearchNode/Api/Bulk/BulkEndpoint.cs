using System.Text.Json;
using MotionBlend.SearchNode.Api.Documents;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Bulk;

/// <summary><c>POST /_bulk</c>: many writes in one request, one result each, all durable together.</summary>
internal sealed class BulkEndpoint(DocumentWriter writer, TimeProvider clock) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST", "PUT"], "/_bulk", "/{index}/_bulk")
    {
        Action = "indices:data/write/bulk",
        Body = BodyRule.Required,
        TakesLines = true,
        Parameters = ["refresh", "routing", "require_alias", "pipeline", .. SourceFilter.Parameters],
        WithoutEffect = ["timeout", "wait_for_active_shards", "include_source_on_error"],
        Refused = ["require_data_stream", "list_executed_pipelines"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        var refresh = RefreshParameter.Parse(request.Query);
        var defaults = new BulkDefaults(request.PathValue("index"), request.Query.Text("routing"), request.Query.Bool("require_alias"))
        {
            Shown = SourceFilter.From(request.Query),
            Pipeline = request.Query.Text("pipeline"),
        };
        var operations = BulkParser.Parse(request.Body, defaults);
        var results = await writer.ExecuteAsync(operations, refresh, cancellationToken);
        var took = (long)clock.GetElapsedTime(started).TotalMilliseconds;
        return Reply.Of(json => Write(json, operations, results, took, refresh is RefreshPolicy.Immediate));
    }

    private static void Write(
        Utf8JsonWriter json, IReadOnlyList<WriteOperation> operations, IReadOnlyList<WriteResult> results, long took, bool refresh)
    {
        json.WriteStartObject();
        json.WriteBoolean("errors", results.Any(result => result.Failure is not null));
        json.WriteNumber("took", took);
        json.WriteStartArray("items");
        for (var i = 0; i < results.Count; i++)
        {
            json.WriteStartObject();
            json.WriteStartObject(ActionName(operations[i].Kind));
            if (results[i].Failure is { } failure)
            {
                json.WriteString("_index", results[i].Index);
                json.WriteString("_id", results[i].Id);
                json.WriteNumber("status", results[i].Status);
                json.WritePropertyName("error");
                ElasticErrors.WriteError(json, failure, withRootCause: false);
            }
            else
            {
                WriteResultJson.WriteMembers(json, results[i], refresh);
                json.WriteNumber("status", results[i].Status);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string ActionName(WriteKind kind) => kind switch
    {
        WriteKind.Index => "index",
        WriteKind.Create => "create",
        WriteKind.Update => "update",
        _ => "delete",
    };
}
