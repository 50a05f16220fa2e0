using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>DELETE /_component_template/{name}</c>: refused while an index template is composed of it.</summary>
internal sealed class DeleteComponentTemplateEndpoint(NodeStorage storage) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["DELETE"], "/_component_template/{name}")
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
                var gone = metadata.ComponentTemplates.Keys.Where(key => names.Any(name => Wildcard.Matches(name, key))).ToList();
                var missing = names.Where(name => !Wildcard.IsPattern(name) && !gone.Contains(name)).ToList();
                if (missing.Count > 0)
                    throw new Failure(FailureKind.ResourceNotFound, string.Join(",", missing)).Raise();
                var users = metadata.IndexTemplates.Where(entry => entry.Value.ComposedOf.Any(gone.Contains)).ToList();
                if (users.Count > 0)
                {
                    var used = gone.Where(name => users.Exists(user => user.Value.ComposedOf.Contains(name)));
                    throw Failure.IllegalArgument(
                        $"component templates [{string.Join(", ", used)}] cannot be removed as they are still in use by index templates "
                        + $"[{string.Join(", ", users.Select(user => user.Key))}]").Raise();
                }

                session.Save(metadata with { ComponentTemplates = metadata.ComponentTemplates.RemoveRange(gone) });
                return true;
            },
            cancellationToken);
        return Reply.Acknowledged();
    }
}
