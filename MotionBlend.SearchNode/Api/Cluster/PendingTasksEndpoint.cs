using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary><c>GET /_cluster/pending_tasks</c>: a change of the cluster is done when it is answered, so none waits.</summary>
internal sealed class PendingTasksEndpoint : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET"], "/_cluster/pending_tasks") { WithoutEffect = ["local", "master_timeout"] };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Reply.Of(new JsonObject { ["tasks"] = new JsonArray() }));
}
