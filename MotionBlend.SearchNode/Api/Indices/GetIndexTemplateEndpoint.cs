using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster.Templates;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>GET /_index_template/{name}</c>, and HEAD for whether it is there.</summary>
internal sealed class GetIndexTemplateEndpoint(NodeStorage storage) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET", "HEAD"], "/_index_template", "/_index_template/{name}")
    {
        Parameters = ["flat_settings"],
        WithoutEffect = ["local", "master_timeout"],
        Refused = ["include_defaults"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var pattern = request.PathValue("name");
        var found = storage.State.Metadata.IndexTemplates
            .Where(entry => pattern is null || pattern.Split(',').Any(part => Wildcard.Matches(part, entry.Key)))
            .ToList();
        if (found.Count == 0 && pattern is not null && !Wildcard.IsPattern(pattern))
            throw new Failure(FailureKind.ResourceNotFound, $"index template matching [{pattern}] not found").Raise();
        var flat = request.Query.Bool("flat_settings");
        var shown = found.Select(entry => (JsonNode)new JsonObject { ["name"] = entry.Key, ["index_template"] = TemplateWriter.Of(entry.Value, flat) });
        return Task.FromResult(Reply.Of(
            new JsonObject { ["index_templates"] = new JsonArray([.. shown]) },
            found.Count == 0 && pattern is not null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK));
    }
}
