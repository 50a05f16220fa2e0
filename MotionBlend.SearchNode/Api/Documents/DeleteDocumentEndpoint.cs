using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary><c>DELETE /{index}/_doc/{id}</c>.</summary>
internal sealed class DeleteDocumentEndpoint(DocumentWriter writer) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["DELETE"], "/{index}/_doc/{id}")
    {
        Parameters = [.. WriteParameters.Honoured.Where(name => name != "require_alias")],
        WithoutEffect = WriteParameters.WithoutEffect,
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var operation = new WriteOperation(WriteKind.Delete, request.PathValues["index"], request.PathValues["id"]);
        return WriteParameters.ExecuteAsync(writer, WriteParameters.Apply(operation, request.Query), request, cancellationToken);
    }
}
