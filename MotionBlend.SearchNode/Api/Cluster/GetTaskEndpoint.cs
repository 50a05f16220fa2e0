using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary><c>GET /_tasks/{id}</c>: a task that runs; results of finished ones are not kept.</summary>
internal sealed class GetTaskEndpoint(RunningTasks tasks, TaskJson json) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET"], "/_tasks/{task_id}")
    {
        WithoutEffect = ["timeout"],
        Refused = ["wait_for_completion"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var id = request.PathValues["task_id"];
        var task = tasks.Find(TaskJson.ParseId(id))
            ?? throw new Failure(FailureKind.ResourceNotFound, $"task [{id}] isn't running and hasn't stored its results").Raise();
        return Task.FromResult(Reply.Of(new JsonObject { ["completed"] = false, ["task"] = json.Of(task, detailed: true) }));
    }
}
