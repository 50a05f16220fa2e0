using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Api.Indices;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Cluster.Vitals;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary><c>GET /_cluster/stats</c>: the indices together, and the node.</summary>
internal sealed class ClusterStatsEndpoint(
    NodeStorage storage, NodeDescription node, NodeVitals vitals, NodeCounters counters, SearchNodeOptions options, TimeProvider clock) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET"], "/_cluster/stats", "/_cluster/stats/nodes/{node}")
    {
        WithoutEffect = ["timeout", "include_remotes"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var figures = await storage.ReadAsync(session => IndexFigures.Of(session, [.. session.State.Indices.Values]), cancellationToken);
        var here = node.IsMeant(request.PathValue("node"));
        var health = new ClusterHealth([.. figures.Select(f => f.Index)], Missing: false);
        return Reply.Of(new JsonObject
        {
            ["_nodes"] = NodeDescription.Counts(here ? 1 : 0),
            ["cluster_name"] = options.ClusterName,
            ["cluster_uuid"] = storage.ClusterUuid,
            ["timestamp"] = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            ["status"] = health.Status,
            ["indices"] = Indices(here ? figures : []),
            ["nodes"] = Nodes(here ? 1 : 0),
        });
    }

    private JsonObject Indices(IReadOnlyList<IndexFigures> figures)
    {
        var (documents, bytes) = (figures.Sum(f => f.Documents), figures.Sum(f => f.Bytes));
        var shards = new JsonObject();
        if (figures.Count > 0)
        {
            var counts = figures.Select(f => f.Index.Settings.Shards).ToList();
            JsonObject Spread() => new() { ["min"] = counts.Min(), ["max"] = counts.Max(), ["avg"] = counts.Average() };
            shards["total"] = counts.Sum();
            shards["primaries"] = counts.Sum();
            shards["replication"] = 0.0;
            shards["index"] = new JsonObject
            {
                ["shards"] = Spread(),
                ["primaries"] = Spread(),
                ["replication"] = new JsonObject { ["min"] = 0.0, ["max"] = 0.0, ["avg"] = 0.0 },
            };
        }

        return new JsonObject
        {
            ["count"] = figures.Count,
            ["shards"] = shards,
            ["docs"] = new JsonObject { ["count"] = documents, ["deleted"] = 0, ["total_size_in_bytes"] = bytes },
            ["store"] = new JsonObject { ["size_in_bytes"] = bytes, ["total_data_set_size_in_bytes"] = bytes, ["reserved_in_bytes"] = 0 },
            ["fielddata"] = new JsonObject { ["memory_size_in_bytes"] = 0, ["evictions"] = 0 },
            ["query_cache"] = new JsonObject(
                StatsSections.QueryCache([.. figures.Select(f => counters.Of(f.Index.Name))]).Select(member => KeyValuePair.Create(member.Key, (JsonNode?)member.Value))),
            ["completion"] = new JsonObject { ["size_in_bytes"] = 0 },
            ["segments"] = new JsonObject { ["count"] = figures.Count(f => f.Documents > 0), ["memory_in_bytes"] = 0 },
            ["mappings"] = new JsonObject { ["total_field_count"] = figures.Sum(f => Types(f).Count), ["field_types"] = FieldTypeCounts(figures) },
        };
    }

    private static List<string> Types(IndexFigures figures) =>
        [.. IndexMapping.Leaves(figures.Index.Mapping.Spec.Root, "").Select(leaf => leaf.Type.Name)];

    private static JsonArray FieldTypeCounts(IReadOnlyList<IndexFigures> figures) =>
    [
        .. figures.SelectMany(f => Types(f).Select(type => (Type: type, f.Index.Name)))
            .GroupBy(x => x.Type)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (JsonNode)new JsonObject
            {
                ["name"] = group.Key, ["count"] = group.Count(), ["index_count"] = group.Select(x => x.Name).Distinct().Count(), ["script_count"] = 0,
            }),
    ];

    private JsonObject Nodes(int count)
    {
        var disk = vitals.Disk;
        var counts = new JsonObject { ["total"] = count, ["coordinating_only"] = 0, ["ingest"] = 0 };
        foreach (var role in NodeDescription.Roles)
            counts[role] = count;
        return new JsonObject
        {
            ["count"] = counts,
            ["versions"] = new JsonArray(NodeIdentity.Version),
            ["os"] = new JsonObject
            {
                ["available_processors"] = Environment.ProcessorCount,
                ["allocated_processors"] = Environment.ProcessorCount,
                ["names"] = new JsonArray(new JsonObject { ["name"] = OperatingSystem.IsLinux() ? "Linux" : "Windows", ["count"] = count }),
                ["pretty_names"] = new JsonArray(new JsonObject { ["pretty_name"] = RuntimeInformation.OSDescription, ["count"] = count }),
                ["mem"] = NodeStatsSections.Memory(),
            },
            ["process"] = new JsonObject
            {
                ["cpu"] = new JsonObject { ["percent"] = vitals.ProcessCpuPercent() },
                ["open_file_descriptors"] = new JsonObject
                {
                    ["min"] = NodeVitals.OpenFiles,
                    ["max"] = NodeVitals.OpenFiles,
                    ["avg"] = NodeVitals.OpenFiles,
                },
            },
            ["jvm"] = new JsonObject
            {
                ["max_uptime_in_millis"] = vitals.UptimeMillis,
                ["versions"] = new JsonArray(new JsonObject
                {
                    ["version"] = Environment.Version.ToString(),
                    ["vm_name"] = RuntimeInformation.FrameworkDescription,
                    ["vm_vendor"] = "Microsoft",
                    ["count"] = count,
                }),
                ["mem"] = new JsonObject
                {
                    ["heap_used_in_bytes"] = GC.GetTotalMemory(forceFullCollection: false),
                    ["heap_max_in_bytes"] = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
                },
                ["threads"] = NodeVitals.Threads,
            },
            ["fs"] = new JsonObject { ["total_in_bytes"] = disk.Total, ["free_in_bytes"] = disk.Free, ["available_in_bytes"] = disk.Available },
            ["plugins"] = new JsonArray(),
            ["network_types"] = new JsonObject { ["transport_types"] = new JsonObject(), ["http_types"] = new JsonObject { ["kestrel"] = count } },
            ["discovery_types"] = new JsonObject { ["single-node"] = count },
            ["packaging_types"] = new JsonArray(new JsonObject { ["flavor"] = "default", ["type"] = "motionblend", ["count"] = count }),
        };
    }
}
