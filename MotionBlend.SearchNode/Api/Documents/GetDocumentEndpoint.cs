using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary><c>GET /{index}/_doc/{id}</c>, and HEAD for whether it is there.</summary>
internal sealed class GetDocumentEndpoint(DocumentReader reader) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET", "HEAD"], "/{index}/_doc/{id}")
    {
        Parameters = [.. SourceFilter.Parameters, "version", "version_type"],
        WithoutEffect = ["preference", "realtime", "refresh", "routing"],
        Refused = ["stored_fields", "force_synthetic_source"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var id = request.PathValues["id"];
        var source = SourceFilter.From(request.Query) ?? SourceFilter.All;
        var (index, document) = await reader.GetAsync(request.PathValues["index"], id, cancellationToken);
        if (document is not null && request.Query.Long("version") is { } wanted && wanted != document.Version)
        {
            throw new Failure(
                FailureKind.VersionConflict,
                $"[{id}]: version conflict, current version [{document.Version}] is different than the one provided [{wanted}]")
            {
                IndexUuid = index.Uuid,
                Shard = "0",
                Index = index.Name,
            }.Raise();
        }

        return Reply.Of(
            json =>
            {
                json.WriteStartObject();
                json.WriteString("_index", index.Name);
                json.WriteString("_id", id);
                if (document is not null)
                {
                    json.WriteNumber("_version", document.Version);
                    json.WriteNumber("_seq_no", document.SeqNo);
                    json.WriteNumber("_primary_term", VersionRules.PrimaryTerm);
                    if (document.Routing is { } routing)
                        json.WriteString("_routing", routing);
                }

                json.WriteBoolean("found", document is not null);
                if (document is not null)
                    source.Write(json, document.Source);
                json.WriteEndObject();
            },
            document is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }
}
