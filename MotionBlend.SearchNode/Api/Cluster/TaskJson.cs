using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary>Tasks as their APIs show them.</summary>
internal sealed class TaskJson(NodeDescription node, TimeProvider clock)
{
    public JsonObject Of(RunningTask task, bool detailed)
    {
        var json = new JsonObject
        {
            ["node"] = NodeIdentity.NodeId,
            ["id"] = task.Id,
            ["type"] = "transport",
            ["action"] = task.Action,
        };
        if (detailed)
            json["description"] = task.Description;
        json["start_time_in_millis"] = task.StartedMillis;
        json["running_time_in_nanos"] = (long)clock.GetElapsedTime(task.StartedTicks).TotalNanoseconds;
        json["cancellable"] = task.Cancellable;
        if (task.Cancellable)
            json["cancelled"] = task.Cancelled;
        json["headers"] = task.OpaqueId is { } id ? new JsonObject { ["X-Opaque-Id"] = id } : new JsonObject();
        return json;
    }

    /// <summary>A list of tasks, grouped as the request asks.</summary>
    public JsonObject List(IReadOnlyList<RunningTask> tasks, string groupBy, bool detailed) => groupBy switch
    {
        "none" => new JsonObject { ["tasks"] = new JsonArray([.. tasks.Select(task => (JsonNode)Of(task, detailed))]) },
        "parents" => new JsonObject { ["tasks"] = ById(tasks, detailed) },
        "nodes" => new JsonObject { ["nodes"] = tasks.Count == 0 ? new JsonObject() : new JsonObject { [NodeIdentity.NodeId] = Node(tasks, detailed) } },
        _ => throw Failure.IllegalArgument($"[group_by] must be one of [nodes], [parents] or [none] but was [{groupBy}]").Raise(),
    };

    /// <summary>The number in a task id <c>NODE:NUMBER</c>.</summary>
    /// <exception cref="FailureException">It is no task id, or one of another node.</exception>
    public static long ParseId(string text)
    {
        if (text.LastIndexOf(':') is not (>= 0 and var colon) || !long.TryParse(text.AsSpan(colon + 1), out var number))
            throw Failure.IllegalArgument($"malformed task id {text}").Raise();
        return text[..colon] == NodeIdentity.NodeId
            ? number
            : throw new Failure(
                FailureKind.ResourceNotFound,
                $"task [{text}] belongs to the node [{text[..colon]}] which isn't part of the cluster and there is no record of the task").Raise();
    }

    private static string IdOf(RunningTask task) => $"{NodeIdentity.NodeId}:{task.Id}";

    private JsonObject ById(IReadOnlyList<RunningTask> tasks, bool detailed)
    {
        var json = new JsonObject();
        foreach (var task in tasks)
            json[IdOf(task)] = Of(task, detailed);
        return json;
    }

    private JsonObject Node(IReadOnlyList<RunningTask> tasks, bool detailed)
    {
        var json = node.Head(withPort: true);
        json["roles"] = NodeDescription.RoleNames();
        json["attributes"] = node.Attributes();
        json["tasks"] = ById(tasks, detailed);
        return json;
    }
}
