using MotionBlend.SearchNode.Api.Documents;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.QueryDsl.QueryString;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Search.Explain;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary><c>POST /{index}/_explain/{id}</c>: why a document matches a query, and with which score.</summary>
internal sealed class ExplainEndpoint(DocumentExplainer explainer) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET", "POST"], "/{index}/_explain/{id}")
    {
        Body = BodyRule.Optional,
        Parameters = [.. SourceFilter.Parameters, .. QueryStringQuery.Parameters, "stored_fields"],
        WithoutEffect = ["preference", "routing"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var id = request.PathValues["id"];
        var query = OnlyQuery.Of(request, "q") ?? throw Failure.Validation("query is missing").Raise();
        var parts = new ShownParts(SourceFilter.From(request.Query), request.Query.List("stored_fields"));
        var found = await explainer.ExplainAsync(request.PathValues["index"], id, query, cancellationToken);
        return Reply.Of(
            json =>
            {
                json.WriteStartObject();
                json.WriteString("_index", found.Index);
                json.WriteString("_id", id);
                json.WriteBoolean("matched", found.Explanation is { Matches: true });
                if (found.Explanation is { } explanation)
                {
                    json.WritePropertyName("explanation");
                    explanation.Write(json);
                    if (parts is not { Source: null, StoredFields: null })
                        WriteDocument(json, found, parts);
                }

                json.WriteEndObject();
            },
            found.Explanation is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }

    private static void WriteDocument(System.Text.Json.Utf8JsonWriter json, ExplainedDocument found, ShownParts parts)
    {
        json.WriteStartObject("get");
        json.WriteNumber("_seq_no", found.SeqNo);
        json.WriteNumber("_primary_term", found.PrimaryTerm);
        json.WriteBoolean("found", true);
        parts.Filter.Write(json, found.Source);
        StoredFields.Write(json, found.Mapping, found.Source, parts.StoredFields ?? []);
        json.WriteEndObject();
    }
}
