using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>DELETE /_index_template/{name}</c>: by name, list or wildcard.</summary>
internal sealed class DeleteIndexTemplateEndpoint(NodeStorage storage) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["DELETE"], "/_index_template/{name}")
    {
        WithoutEffect = ["timeout", "master_timeout"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var names = request.PathValues["name"].Split(',');
        await storage.WriteAsync(
            session =>
            {
                var metadata = session.State.Metadata;
                var known = metadata.IndexTemplates.Keys.ToList();
                var missing = names.Where(name => name != "*" && !known.Exists(key => Wildcard.Matches(name, key))).ToList();
                if (missing.Count > 0)
                    throw new Failure(FailureKind.IndexTemplateMissing, $"index_template [{string.Join(",", missing)}] missing").Raise();
                var gone = known.Where(key => names.Any(name => Wildcard.Matches(name, key)));
                session.Save(metadata with { IndexTemplates = metadata.IndexTemplates.RemoveRange(gone) });
                return true;
            },
            cancellationToken);
        return Reply.Acknowledged();
    }
}
