using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary><c>POST /{index}/_doc</c>: writes a document under a new id.</summary>
internal sealed class IndexNewDocumentEndpoint(DocumentWriter writer) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST"], "/{index}/_doc")
    {
        Body = BodyRule.Required,
        Parameters = [.. WriteParameters.Honoured, "op_type"],
        WithoutEffect = WriteParameters.WithoutEffect,
        Refused = WriteParameters.Refused,
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var kind = request.Query.Text("op_type") is { } type ? OpType.Parse(type) : WriteKind.Index;
        var operation = new WriteOperation(kind, request.PathValues["index"], null) { Source = request.Body };
        return WriteParameters.ExecuteAsync(writer, WriteParameters.Apply(operation, request.Query), request, cancellationToken);
    }
}
