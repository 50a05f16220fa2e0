using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Documents;

/// <summary><c>POST /{index}/_update/{id}</c>: merges a partial document.</summary>
internal sealed class UpdateDocumentEndpoint(DocumentWriter writer) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST"], "/{index}/_update/{id}")
    {
        Body = BodyRule.Optional,
        Parameters = ["refresh", "routing", "if_seq_no", "if_primary_term", "require_alias", "version", "version_type", "retry_on_conflict", .. SourceFilter.Parameters],
        WithoutEffect = [.. WriteParameters.WithoutEffect, "lang"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        if (request.Query.Has("version") || request.Query.Has("version_type"))
        {
            throw Failure.Validation(
                "internal versioning can not be used for optimistic concurrency control. Please use `if_seq_no` and `if_primary_term` instead").Raise();
        }

        var body = request.FirstJsonAsItComes() is { } given ? UpdateBody.Parse(given) : new UpdateBody();
        var faults = body.Faults().ToList();
        if (faults.Count > 0)
            throw Failure.Validation(faults).Raise();
        var operation = new WriteOperation(WriteKind.Update, request.PathValues["index"], request.PathValues["id"])
        {
            Update = body,
            ReadsBefore = true,
            Shown = body.Shown ?? SourceFilter.From(request.Query),
            RetryOnConflict = request.Query.Int("retry_on_conflict") ?? 0,
        };
        operation = WriteParameters.Apply(operation, request.Query);
        return WriteParameters.ExecuteAsync(writer, operation, request, cancellationToken);
    }
}
