using MotionBlend.SearchNode.Cluster.Templates;
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

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(TemplatesReply.Of(request, "component template", storage.State.Metadata.ComponentTemplates, TemplateWriter.Of));
}
