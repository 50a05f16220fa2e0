using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster.Templates;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>GET /_component_template/{name}</c>, and HEAD for whether it is there.</summary>
internal sealed class GetComponentTemplateEndpoint(NodeStorage storage) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET", "HEAD"], "/_component_template", "/_component_template/{name}")
    {
        Parameters = ["flat_settings"],
        WithoutEffect = ["local", "master_timeout"],
        Refused = ["include_defaults"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var pattern = request.PathValue("name");
        var found = storage.State.Metadata.ComponentTemplates
            .Where(entry => pattern is null || pattern.Split(',').Any(part => Wildcard.Matches(part, entry.Key)))
            .ToList();
        if (found.Count == 0 && pattern is not null && !Wildcard.IsPattern(pattern))
            throw new Failure(FailureKind.ResourceNotFound, $"component template matching [{pattern}] not found").Raise();
        var flat = request.Query.Bool("flat_settings");
        var shown = found.Select(entry => (JsonNode)new JsonObject { ["name"] = entry.Key, ["component_template"] = TemplateWriter.Of(entry.Value, flat) });
        return Task.FromResult(Reply.Of(
            new JsonObject { ["component_templates"] = new JsonArray([.. shown]) },
            found.Count == 0 && pattern is not null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK));
    }
}
