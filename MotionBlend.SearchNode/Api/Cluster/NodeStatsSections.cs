using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Cluster.Vitals;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary>
/// The sections of node statistics that tell of machine and process. The section <c>jvm</c> is there because clients read it; it
/// tells of .NET's heap and collector.
/// </summary>
internal sealed class NodeStatsSections(NodeVitals vitals, NodeStorage storage, IndexingPressure pressure, HttpTraffic traffic, TimeProvider clock)
{
    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    public JsonObject Os()
    {
        var cpu = new JsonObject { ["percent"] = vitals.MachineCpuPercent() };
        if (NodeVitals.LoadAverages is [var one, var five, var fifteen])
            cpu["load_average"] = new JsonObject { ["1m"] = one, ["5m"] = five, ["15m"] = fifteen };
        var swap = NodeVitals.Swap;
        return new JsonObject
        {
            ["timestamp"] = Now,
            ["cpu"] = cpu,
            ["mem"] = Memory(),
            ["swap"] = new JsonObject { ["total_in_bytes"] = swap.Total, ["free_in_bytes"] = swap.Free, ["used_in_bytes"] = swap.Total - swap.Free },
        };
    }

    /// <summary>Memory of the machine.</summary>
    public static JsonObject Memory()
    {
        var (total, free) = NodeVitals.Memory;
        return new JsonObject
        {
            ["total_in_bytes"] = total,
            ["adjusted_total_in_bytes"] = total,
            ["free_in_bytes"] = free,
            ["used_in_bytes"] = total - free,
            ["free_percent"] = Percent(free, total),
            ["used_percent"] = total == 0 ? 0 : 100 - Percent(free, total),
        };
    }

    public JsonObject Process() => new()
    {
        ["timestamp"] = Now,
        ["open_file_descriptors"] = NodeVitals.OpenFiles,
        ["max_file_descriptors"] = NodeVitals.MaxOpenFiles,
        ["cpu"] = new JsonObject { ["percent"] = vitals.ProcessCpuPercent(), ["total_in_millis"] = NodeVitals.ProcessCpuMillis },
        ["mem"] = new JsonObject { ["total_virtual_in_bytes"] = NodeVitals.VirtualMemory },
    };

    public JsonObject Runtime()
    {
        var heap = GC.GetGCMemoryInfo();
        var (used, max) = (GC.GetTotalMemory(forceFullCollection: false), heap.TotalAvailableMemoryBytes);
        var outside = Math.Max(0, NodeVitals.ResidentMemory - heap.TotalCommittedBytes);
        var old = GC.CollectionCount(GC.MaxGeneration);
        var pause = (long)GC.GetTotalPauseDuration().TotalMilliseconds;
        return new JsonObject
        {
            ["timestamp"] = Now,
            ["uptime_in_millis"] = vitals.UptimeMillis,
            ["mem"] = new JsonObject
            {
                ["heap_used_in_bytes"] = used,
                ["heap_used_percent"] = Percent(used, max),
                ["heap_committed_in_bytes"] = heap.TotalCommittedBytes,
                ["heap_max_in_bytes"] = max,
                ["non_heap_used_in_bytes"] = outside,
                ["non_heap_committed_in_bytes"] = outside,
                ["pools"] = new JsonObject
                {
                    ["young"] = Pool(heap.GenerationInfo[0].SizeAfterBytes),
                    ["survivor"] = Pool(heap.GenerationInfo[1].SizeAfterBytes),
                    ["old"] = Pool(heap.GenerationInfo[2].SizeAfterBytes + heap.GenerationInfo[3].SizeAfterBytes),
                },
            },
            ["threads"] = new JsonObject { ["count"] = NodeVitals.Threads, ["peak_count"] = NodeVitals.Threads },
            // Pauses are measured together; they are told where most of them are.
            ["gc"] = new JsonObject
            {
                ["collectors"] = new JsonObject
                {
                    ["young"] = Collector(GC.CollectionCount(0) - old, pause),
                    ["old"] = Collector(old, 0),
                },
            },
            ["buffer_pools"] = new JsonObject(),
        };

        static JsonObject Pool(long bytes) => new()
        {
            ["used_in_bytes"] = bytes,
            ["max_in_bytes"] = 0,
            ["peak_used_in_bytes"] = bytes,
            ["peak_max_in_bytes"] = 0,
        };

        static JsonObject Collector(int count, long millis) => new() { ["collection_count"] = count, ["collection_time_in_millis"] = millis };
    }

    public JsonObject ThreadPools()
    {
        var json = new JsonObject();
        foreach (var pool in storage.Pools)
        {
            json[pool.Name] = new JsonObject
            {
                ["threads"] = pool.Size,
                ["queue"] = pool.Queued,
                ["active"] = pool.Active,
                ["rejected"] = pool.Rejected,
                ["largest"] = pool.Size,
                ["completed"] = pool.Completed,
            };
        }

        return json;
    }

    public JsonObject FileSystem()
    {
        var disk = vitals.Disk;
        return new JsonObject
        {
            ["timestamp"] = Now,
            ["total"] = Sizes(),
            ["data"] = new JsonArray(With(new JsonObject
            {
                ["path"] = Path.GetFullPath(storage.FolderPath),
                ["mount"] = disk.Mount,
                ["type"] = disk.Type,
            })),
        };

        JsonObject Sizes() => With([]);

        JsonObject With(JsonObject json)
        {
            json["total_in_bytes"] = disk.Total;
            json["free_in_bytes"] = disk.Free;
            json["available_in_bytes"] = disk.Available;
            return json;
        }
    }

    /// <summary>There are no scripts.</summary>
    public static JsonObject Scripts() => new() { ["compilations"] = 0, ["cache_evictions"] = 0, ["compilation_limit_triggered"] = 0 };

    /// <summary>The shards of the node, which are all there are.</summary>
    public static JsonObject Allocations(IReadOnlyList<IndexFigures> figures) => new()
    {
        ["shards"] = figures.Sum(index => index.Index.Settings.Shards),
        ["undesired_shards"] = 0,
        ["forecasted_ingest_load"] = 0.0,
        ["forecasted_disk_usage_in_bytes"] = figures.Sum(index => index.Bytes),
        ["current_disk_usage_in_bytes"] = figures.Sum(index => index.Bytes),
    };

    /// <summary>There is no traffic between nodes.</summary>
    public static JsonObject Transport() => new()
    {
        ["server_open"] = 0,
        ["total_outbound_connections"] = 0,
        ["rx_count"] = 0,
        ["rx_size_in_bytes"] = 0,
        ["tx_count"] = 0,
        ["tx_size_in_bytes"] = 0,
    };

    /// <summary>A state is published to no other node.</summary>
    public static JsonObject Discovery() => new()
    {
        ["cluster_state_queue"] = new JsonObject { ["total"] = 0, ["pending"] = 0, ["committed"] = 0 },
        ["published_cluster_states"] = new JsonObject { ["full_states"] = 0, ["incompatible_diffs"] = 0, ["compatible_diffs"] = 0 },
    };

    public JsonObject Http() => new() { ["current_open"] = traffic.Open, ["total_opened"] = traffic.Opened };

    /// <summary>Every write is the only copy's: coordinated and written in one.</summary>
    public JsonObject IndexingPressure()
    {
        var (current, total) = (Bytes(pressure.Current), Bytes(pressure.Total));
        total["coordinating_rejections"] = pressure.Rejections;
        total["primary_rejections"] = 0;
        total["replica_rejections"] = 0;
        total["primary_document_rejections"] = 0;
        return new JsonObject { ["memory"] = new JsonObject { ["current"] = current, ["total"] = total, ["limit_in_bytes"] = pressure.Limit } };

        static JsonObject Bytes(long bytes) => new()
        {
            ["combined_coordinating_and_primary_in_bytes"] = bytes,
            ["coordinating_in_bytes"] = bytes,
            ["primary_in_bytes"] = bytes,
            ["replica_in_bytes"] = 0,
            ["all_in_bytes"] = bytes,
        };
    }

    /// <summary>The one breaker: the memory that the process may use.</summary>
    public static JsonObject Breakers()
    {
        var (limit, used) = (GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, NodeVitals.ResidentMemory);
        return new JsonObject
        {
            ["parent"] = new JsonObject
            {
                ["limit_size_in_bytes"] = limit,
                ["limit_size"] = Cat.ByteSize.Text(limit, null),
                ["estimated_size_in_bytes"] = used,
                ["estimated_size"] = Cat.ByteSize.Text(used, null),
                ["overhead"] = 1.0,
                ["tripped"] = 0,
            },
        };
    }

    private static long Percent(long part, long whole) => whole == 0 ? 0 : 100 * part / whole;
}
