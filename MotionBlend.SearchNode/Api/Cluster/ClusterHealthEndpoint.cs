using System.Text.Json;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary><c>GET /_cluster/health</c>: green, or yellow where replicas are asked for that one node cannot hold.</summary>
internal sealed class ClusterHealthEndpoint(NodeStorage storage, IndexResolver resolver, SearchNodeOptions options, TimeProvider clock) : IEndpoint
{
    private static readonly string[] Statuses = ["green", "yellow", "red"];

    private static readonly TimeSpan Recheck = TimeSpan.FromMilliseconds(50);

    public EndpointRoute Route { get; } = new(["GET"], "/_cluster/health", "/_cluster/health/{index}")
    {
        Parameters = ["level", "wait_for_status", "wait_for_nodes", "wait_for_active_shards", "timeout", "expand_wildcards"],
        WithoutEffect =
        [
            "local", "master_timeout", "wait_for_events", "wait_for_no_initializing_shards", "wait_for_no_relocating_shards",
        ],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var level = request.Query.Text("level") ?? "cluster";
        if (level is not ("cluster" or "indices" or "shards"))
        {
            throw Failure.IllegalArgument(
                $"level parameter must be one of [cluster] or [indices] or [shards] but was [{level}]").Raise();
        }

        var wanted = request.Query.Text("wait_for_status")?.ToLowerInvariant();
        if (wanted is not null && !Statuses.Contains(wanted))
        {
            throw Failure.IllegalArgument(
                $"No enum constant org.elasticsearch.cluster.health.ClusterHealthStatus.{wanted.ToUpperInvariant()}").Raise();
        }

        var deadline = request.Query.Time("timeout") ?? TimeSpan.FromSeconds(30);
        var nodesMet = NodesMet(request.Query.Text("wait_for_nodes"));
        var started = clock.GetTimestamp();
        while (true)
        {
            var health = Health(request.PathValue("index"));
            var met = nodesMet && !health.Missing && health.Active >= ActiveShards(request.Query.Text("wait_for_active_shards"), health) && (wanted is null || Array.IndexOf(Statuses, health.Status) <= Array.IndexOf(Statuses, wanted));
            if (met || clock.GetElapsedTime(started) >= deadline)
                return Reply.Of(json => Write(json, health, level, !met), met ? StatusCodes.Status200OK : StatusCodes.Status408RequestTimeout);
            await Task.Delay(Recheck, clock, cancellationToken);
        }
    }

    private ClusterHealth Health(string? expression)
    {
        try
        {
            var indices = resolver.Resolve(storage.State, expression, IndicesOptions.All with { Hidden = true });
            return new ClusterHealth(indices, Missing: false) { Down = !storage.IsOpen };
        }
        catch (FailureException e) when (e.Failure.Kind == FailureKind.IndexNotFound)
        {
            return new ClusterHealth([], Missing: true);
        }
    }

    private static int ActiveShards(string? wanted, ClusterHealth health) => wanted switch
    {
        null => 0,
        "all" => health.Active + health.Unassigned,
        _ when int.TryParse(wanted, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count) => count,
        _ => throw Failure.IllegalArgument($"cannot parse ActiveShardCount[{wanted}]").Raise(),
    };

    // There is one node: ">=1", "<2", "1", "ge(1)".
    private static bool NodesMet(string? condition)
    {
        if (condition is null)
            return true;
        var digits = new string([.. condition.Where(char.IsAsciiDigit)]);
        if (!int.TryParse(digits, System.Globalization.CultureInfo.InvariantCulture, out var number))
            throw Failure.IllegalArgument($"Failed to parse wait_for_nodes [{condition}]").Raise();
        return condition switch
        {
            _ when condition.StartsWith(">=", StringComparison.Ordinal) || condition.StartsWith("ge", StringComparison.Ordinal) => 1 >= number,
            _ when condition.StartsWith("<=", StringComparison.Ordinal) || condition.StartsWith("le", StringComparison.Ordinal) => 1 <= number,
            _ when condition[0] == '>' || condition.StartsWith("gt", StringComparison.Ordinal) => 1 > number,
            _ when condition[0] == '<' || condition.StartsWith("lt", StringComparison.Ordinal) => 1 < number,
            _ => number == 1,
        };
    }

    private void Write(Utf8JsonWriter json, ClusterHealth health, string level, bool timedOut)
    {
        json.WriteStartObject();
        json.WriteString("cluster_name", options.ClusterName);
        json.WriteString("status", health.Status);
        json.WriteBoolean("timed_out", timedOut);
        json.WriteNumber("number_of_nodes", 1);
        json.WriteNumber("number_of_data_nodes", 1);
        json.WriteNumber("active_primary_shards", health.Active);
        json.WriteNumber("active_shards", health.Active);
        json.WriteNumber("relocating_shards", 0);
        json.WriteNumber("initializing_shards", 0);
        json.WriteNumber("unassigned_shards", health.Unassigned);
        json.WriteNumber("unassigned_primary_shards", 0);
        json.WriteNumber("delayed_unassigned_shards", 0);
        json.WriteNumber("number_of_pending_tasks", 0);
        json.WriteNumber("number_of_in_flight_fetch", 0);
        json.WriteNumber("task_max_waiting_in_queue_millis", 0);
        json.WritePropertyName("active_shards_percent_as_number");
        MotionBlend.SearchNode.Json.JavaNumbers.Write(json, health.ActivePercent);
        if (level != "cluster")
        {
            json.WriteStartObject("indices");
            foreach (var index in health.Indices)
                WriteIndex(json, index, level == "shards");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteIndex(Utf8JsonWriter json, IndexState index, bool shards)
    {
        var (count, replicas) = (index.Settings.Shards, index.Settings.Replicas);
        json.WriteStartObject(index.Name);
        json.WriteString("status", replicas == 0 ? "green" : "yellow");
        json.WriteNumber("number_of_shards", count);
        json.WriteNumber("number_of_replicas", replicas);
        json.WriteNumber("active_primary_shards", count);
        json.WriteNumber("active_shards", count);
        json.WriteNumber("relocating_shards", 0);
        json.WriteNumber("initializing_shards", 0);
        json.WriteNumber("unassigned_shards", count * replicas);
        json.WriteNumber("unassigned_primary_shards", 0);
        if (shards)
        {
            json.WriteStartObject("shards");
            for (var shard = 0; shard < count; shard++)
            {
                json.WriteStartObject(shard.ToString(System.Globalization.CultureInfo.InvariantCulture));
                json.WriteString("status", replicas == 0 ? "green" : "yellow");
                json.WriteBoolean("primary_active", true);
                json.WriteNumber("active_shards", 1);
                json.WriteNumber("relocating_shards", 0);
                json.WriteNumber("initializing_shards", 0);
                json.WriteNumber("unassigned_shards", replicas);
                json.WriteNumber("unassigned_primary_shards", 0);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
