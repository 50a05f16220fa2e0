using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary><c>GET /{index}/_doc/{id}</c>, and HEAD for whether it is there.</summary>
internal sealed class GetDocumentEndpoint(DocumentReader reader) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET", "HEAD"], "/{index}/_doc/{id}")
    {
        Parameters = [.. SourceFilter.Parameters, "version", "version_type", "stored_fields", "realtime", "refresh", "routing"],
        WithoutEffect = ["preference"],
        Refused = ["force_synthetic_source"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        if (request.Query.Text("version_type") is { } type)
            OpType.ParseVersionType(type);
        var address = new DocumentAddress(request.PathValues["index"], request.PathValues["id"])
        {
            Version = request.Query.Long("version"),
            Routing = request.Query.Text("routing"),
            Realtime = request.Query.Bool("realtime", absent: true),
            Refreshes = request.Query.Bool("refresh"),
        };
        var parts = new ShownParts(SourceFilter.From(request.Query), request.Query.List("stored_fields"));
        var found = await reader.GetAsync(address, cancellationToken);
        return Reply.Of(
            json => DocumentJson.Write(json, found, address.Id, parts),
            found.Document is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }
}
