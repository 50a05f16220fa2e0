using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary><c>PUT /{index}/_doc/{id}</c>: writes a document, over an existing one too.</summary>
internal sealed class IndexDocumentEndpoint(DocumentWriter writer) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["PUT", "POST"], "/{index}/_doc/{id}")
    {
        Body = BodyRule.Required,
        Parameters = [.. WriteParameters.Honoured, "op_type"],
        WithoutEffect = WriteParameters.WithoutEffect,
        Refused = WriteParameters.Refused,
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var kind = request.Query.Text("op_type") is { } type ? OpType.Parse(type) : WriteKind.Index;
        var operation = new WriteOperation(kind, request.PathValues["index"], request.PathValues["id"]) { Source = request.Body };
        return WriteParameters.ExecuteAsync(writer, WriteParameters.Apply(operation, request.Query), request, cancellationToken);
    }
}
