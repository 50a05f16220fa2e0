using MotionBlend.SearchNode.Cluster.Templates;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>PUT /_component_template/{name}</c>: makes or replaces a building block of index templates.</summary>
internal sealed class PutComponentTemplateEndpoint(NodeStorage storage) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["PUT", "POST"], "/_component_template/{name}")
    {
        Body = BodyRule.Required,
        Parameters = ["create"],
        WithoutEffect = ["timeout", "master_timeout", "cause"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var name = request.PathValues["name"];
        TemplateRules.RequireName("component_template", name);
        var template = TemplateParser.ParseComponentTemplate(request.Json()!);
        var create = request.Query.Bool("create");
        await storage.WriteAsync(
            session =>
            {
                var metadata = session.State.Metadata;
                if (create && metadata.ComponentTemplates.ContainsKey(name))
                    throw Failure.IllegalArgument($"component template [{name}] already exists").Raise();
                session.Save(metadata with { ComponentTemplates = metadata.ComponentTemplates.SetItem(name, template) });
                return true;
            },
            cancellationToken);
        return Reply.Acknowledged();
    }
}
