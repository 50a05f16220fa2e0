using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary><c>GET /_tasks</c>: what runs now, this request among it.</summary>
internal sealed class ListTasksEndpoint(RunningTasks tasks, TaskJson json, NodeDescription node) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET"], "/_tasks")
    {
        Action = "cluster:monitor/tasks/lists",
        Parameters = ["actions", "nodes", "detailed", "group_by"],
        WithoutEffect = ["timeout", "master_timeout"],
        Refused = ["parent_task_id", "wait_for_completion"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var actions = request.Query.List("actions");
        var shown = tasks.All
            .Where(task => node.IsMeant(request.Query.Text("nodes")) && (actions is null || actions.Any(action => Wildcard.Matches(action, task.Action))))
            .ToList();
        return Task.FromResult(Reply.Of(json.List(shown, request.Query.Text("group_by") ?? "nodes", request.Query.Bool("detailed"))));
    }
}
