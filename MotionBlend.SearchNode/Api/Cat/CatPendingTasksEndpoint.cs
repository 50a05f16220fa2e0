using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/pending_tasks</c>: none ever waits.</summary>
internal sealed class CatPendingTasksEndpoint : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("insertOrder", "o", "task insertion order"),
        new("timeInQueue", "t", "how long task has been in queue"),
        new("priority", "p", "task priority"),
        new("source", "s", "task source"),
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/pending_tasks")
    {
        Parameters = [.. CatTable.Parameters],
        WithoutEffect = ["local", "master_timeout"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken) => Task.FromResult(new CatTable(Columns, []).Render(request));
}
