using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary><c>POST /_tasks/{id}/_cancel</c>: ends running searches.</summary>
internal sealed class CancelTasksEndpoint(RunningTasks tasks, TaskJson json, NodeDescription node) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST"], "/_tasks/_cancel", "/_tasks/{task_id}/_cancel")
    {
        Parameters = ["actions", "nodes", "group_by"],
        Refused = ["parent_task_id", "wait_for_completion"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var meant = request.PathValue("task_id") is { } id ? [One(id)] : Several(request);
        foreach (var task in meant)
            task.Cancel();
        return Task.FromResult(Reply.Of(json.List(meant, request.Query.Text("group_by") ?? "nodes", detailed: true)));
    }

    private RunningTask One(string id)
    {
        var task = tasks.Find(TaskJson.ParseId(id))
            ?? throw new Failure(FailureKind.ResourceNotFound, $"task [{id}] is not found").Raise();
        return task.Cancellable ? task : throw Failure.IllegalArgument($"task [{id}] doesn't support cancellation").Raise();
    }

    private List<RunningTask> Several(ElasticRequest request)
    {
        var actions = request.Query.List("actions");
        return tasks.All
            .Where(task => task.Cancellable && node.IsMeant(request.Query.Text("nodes")))
            .Where(task => actions is null || actions.Any(action => Wildcard.Matches(action, task.Action)))
            .ToList();
    }
}
