using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary><c>GET /{index}/_source/{id}</c>: the bare source; HEAD for whether it is there.</summary>
internal sealed class GetSourceEndpoint(DocumentReader reader) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET", "HEAD"], "/{index}/_source/{id}")
    {
        Parameters = [.. SourceFilter.Parameters, "realtime", "refresh", "routing"],
        WithoutEffect = ["preference"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var filter = SourceFilter.From(request.Query) ?? SourceFilter.All;
        if (!filter.Fetch)
            throw Failure.Validation("fetching source can not be disabled").Raise();
        var address = new DocumentAddress(request.PathValues["index"], request.PathValues["id"])
        {
            Routing = request.Query.Text("routing"),
            Realtime = request.Query.Bool("realtime", absent: true),
            Refreshes = request.Query.Bool("refresh"),
        };
        var found = await reader.GetAsync(address, cancellationToken);
        if (found.Document is { Source.Length: 0 })
            throw new Failure(FailureKind.ResourceNotFound, $"Source not found [{address.Target}]/[{address.Id}]").Raise();
        return found.Document is { } document
            ? Reply.Of(json => filter.WriteValue(json, document.Source))
            : throw new Failure(FailureKind.ResourceNotFound, $"Document not found [{address.Target}]/[{address.Id}]").Raise();
    }
}
