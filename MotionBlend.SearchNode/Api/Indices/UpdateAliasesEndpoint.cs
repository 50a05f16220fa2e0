using System.Text.Json;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>POST /_aliases</c>: several alias actions at once.</summary>
internal sealed class UpdateAliasesEndpoint(AliasActions aliases) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST"], "/_aliases")
    {
        Body = BodyRule.Required,
        WithoutEffect = ["timeout", "master_timeout"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var results = await aliases.ExecuteAsync(AliasAction.ParseAll(request.Json()!), cancellationToken);
        return Reply.Of(json => Write(json, results));
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<AliasActionResult> results)
    {
        var errors = results.Any(result => result.Failure is not null);
        json.WriteStartObject();
        json.WriteBoolean("acknowledged", true);
        json.WriteBoolean("errors", errors);
        if (errors)
        {
            json.WriteStartArray("action_results");
            foreach (var (action, indices, failure) in results)
            {
                json.WriteStartObject();
                json.WriteStartObject("action");
                json.WriteString("type", action.KindName);
                WriteNames(json, "indices", indices);
                WriteNames(json, "aliases", action.Aliases);
                json.WriteEndObject();
                json.WriteNumber("status", failure is null ? 200 : ElasticErrors.StatusOf(failure));
                if (failure is not null)
                {
                    json.WritePropertyName("error");
                    ElasticErrors.WriteError(json, failure, withRootCause: false);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
