using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary><c>GET /_mget</c>: several documents by id, each with its own failure.</summary>
internal sealed class MultiGetEndpoint(DocumentReader reader) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET", "POST"], "/_mget", "/{index}/_mget")
    {
        Body = BodyRule.Optional,
        Parameters = [.. SourceFilter.Parameters, "stored_fields", "realtime", "refresh", "routing"],
        WithoutEffect = ["preference"],
        Refused = ["force_synthetic_source"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var body = request.JsonTokens() ?? throw new Failure(FailureKind.Parse, "request body or source parameter is required").Raise();
        var defaults = new ShownParts(SourceFilter.From(request.Query), request.Query.List("stored_fields"));
        var wanted = MultiGetParser.Parse(body, request.PathValue("index"), defaults);
        var routing = request.Query.Text("routing");
        var (realtime, refreshes) = (request.Query.Bool("realtime", absent: true), request.Query.Bool("refresh"));
        var found = await reader.GetAllAsync(
            [.. wanted.Select(item => item.Address with { Routing = item.Address.Routing ?? routing, Realtime = realtime, Refreshes = refreshes })], cancellationToken);
        return Reply.Of(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("docs");
            for (var i = 0; i < found.Count; i++)
            {
                if (found[i].Failure is not { } failure)
                {
                    DocumentJson.Write(json, found[i], wanted[i].Address.Id, wanted[i].Parts);
                    continue;
                }

                json.WriteStartObject();
                json.WriteString("_index", found[i].Index);
                json.WriteString("_id", wanted[i].Address.Id);
                json.WritePropertyName("error");
                ElasticErrors.WriteError(json, failure, withRootCause: true);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }
}
