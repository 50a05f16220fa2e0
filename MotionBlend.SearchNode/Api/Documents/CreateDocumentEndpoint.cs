using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary><c>PUT /{index}/_create/{id}</c>: writes a document that must not be there yet.</summary>
internal sealed class CreateDocumentEndpoint(DocumentWriter writer) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["PUT", "POST"], "/{index}/_create/{id}")
    {
        Body = BodyRule.Required,
        Parameters = WriteParameters.Honoured,
        WithoutEffect = WriteParameters.WithoutEffect,
        Refused = WriteParameters.Refused,
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var operation = new WriteOperation(WriteKind.Create, request.PathValues["index"], request.PathValues["id"]) { Source = request.Body };
        return WriteParameters.ExecuteAsync(writer, WriteParameters.Apply(operation, request.Query), request, cancellationToken);
    }
}
