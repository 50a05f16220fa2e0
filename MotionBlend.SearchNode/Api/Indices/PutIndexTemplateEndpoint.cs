using MotionBlend.SearchNode.Cluster.Templates;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>PUT /_index_template/{name}</c>: makes or replaces an index template; indices that exist stay as they are.</summary>
internal sealed class PutIndexTemplateEndpoint(NodeStorage storage) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["PUT", "POST"], "/_index_template/{name}")
    {
        Body = BodyRule.Required,
        Parameters = ["create"],
        WithoutEffect = ["master_timeout", "cause"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var name = request.PathValues["name"];
        TemplateRules.RequireName("index_template", name);
        var template = TemplateParser.ParseIndexTemplate(request.Json()!);
        var create = request.Query.Bool("create");
        await storage.WriteAsync(
            session =>
            {
                var metadata = session.State.Metadata;
                if (create && metadata.IndexTemplates.ContainsKey(name))
                    throw Failure.IllegalArgument($"index template [{name}] already exists").Raise();
                TemplateRules.RequireFit(metadata, name, template);
                session.Save(metadata with { IndexTemplates = metadata.IndexTemplates.SetItem(name, template) });
                return true;
            },
            cancellationToken);
        return Reply.Acknowledged();
    }
}
