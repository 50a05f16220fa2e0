using MotionBlend.SearchNode.Api.Cluster;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/tasks</c>: what runs now.</summary>
internal sealed class CatTasksEndpoint(RunningTasks tasks, NodeDescription node, NodeAddress address, TimeProvider clock) : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("id", "", "id of the task with the node") { Default = false },
        new("action", "ac", "task action"),
        new("task_id", "ti", "unique task id"),
        new("parent_task_id", "pti", "parent task id"),
        new("type", "ty", "task type"),
        new("start_time", "start", "start time in ms"),
        new("timestamp", "ts,hms,hhmmss", "start time in HH:MM:SS"),
        new("running_time_ns", "time", "running time ns") { Default = false },
        new("running_time", "time", "running time"),
        new("node_id", "ni", "unique node id") { Default = false },
        new("ip", "i", "ip address"),
        new("port", "po", "bound transport port") { Default = false },
        new("node", "n", "node name"),
        new("version", "v", "es version") { Default = false },
        new("x_opaque_id", "x", "X-Opaque-ID header") { Default = false },
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/tasks")
    {
        Action = "cluster:monitor/tasks/lists",
        Parameters = [.. CatTable.Parameters],
        WithoutEffect = ["local", "master_timeout"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var rows = tasks.All
            .Select(task => (Task: task, Running: clock.GetElapsedTime(task.StartedTicks), Id: $"{NodeIdentity.NodeId}:{task.Id}"))
            .Select(x => (IReadOnlyList<CatCell>)
            [
                new CatCell(x.Id), new CatCell(x.Task.Action), new CatCell(x.Id), new CatCell("-"), new CatCell("transport"),
                CatCell.Of(x.Task.StartedMillis),
                new CatCell(DateTimeOffset.FromUnixTimeMilliseconds(x.Task.StartedMillis).ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture)),
                CatCell.Of((long)x.Running.TotalNanoseconds), new CatCell(TimeText.Of(x.Running, request.Query.Text("time"))),
                new CatCell(NodeIdentity.NodeId), new CatCell(NodeAddress.Host), CatCell.Of(address.Port), new CatCell(node.Name),
                new CatCell(NodeIdentity.Version), new CatCell(x.Task.OpaqueId ?? "-"),
            ])
            .ToList();
        return Task.FromResult(new CatTable(Columns, rows).Render(request));
    }
}
