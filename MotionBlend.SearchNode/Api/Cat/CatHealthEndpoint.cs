using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/health</c>: the health of the cluster in one line.</summary>
internal sealed class CatHealthEndpoint(NodeStorage storage, SearchNodeOptions options, TimeProvider clock) : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("epoch", "t,time", "seconds since 1970-01-01 00:00:00"),
        new("timestamp", "ts,hms,hhmmss", "time in HH:MM:SS"),
        new("cluster", "cl", "cluster name"),
        new("status", "st", "health status"),
        new("node.total", "nt,nodeTotal", "total number of nodes") { AlignRight = true },
        new("node.data", "nd,nodeData", "number of nodes that can store data") { AlignRight = true },
        new("shards", "t,sh,shards.total,shardsTotal", "total number of shards") { AlignRight = true },
        new("pri", "p,shards.primary,shardsPrimary", "number of primary shards") { AlignRight = true },
        new("relo", "r,shards.relocating,shardsRelocating", "number of relocating nodes") { AlignRight = true },
        new("init", "i,shards.initializing,shardsInitializing", "number of initializing nodes") { AlignRight = true },
        new("unassign", "u,shards.unassigned,shardsUnassigned", "number of unassigned shards") { AlignRight = true },
        new("unassign.pri", "up,shards.unassigned.primary,shardsUnassignedPrimary", "number of unassigned primary shards") { AlignRight = true },
        new("pending_tasks", "pt,pendingTasks", "number of pending tasks") { AlignRight = true },
        new("max_task_wait_time", "mtwt,maxTaskWaitTime", "wait time of longest task pending") { AlignRight = true },
        new("active_shards_percent", "asp,activeShardsPercent", "active number of shards in percent") { AlignRight = true },
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/health")
    {
        Parameters = [.. CatTable.Parameters, "ts"],
        WithoutEffect = ["local", "master_timeout"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var health = new ClusterHealth([.. storage.State.Indices.Values], Missing: false) { Down = !storage.IsOpen };
        var (epoch, timestamp) = CatCell.Now(clock);
        var table = new CatTable(
            [.. Columns.Where(Shown)],
            [
                [
                    .. Shown(Columns[0]) ? new[] { epoch, timestamp } : [],
                    new CatCell(options.ClusterName),
                    new CatCell(health.Status),
                    CatCell.Of(1),
                    CatCell.Of(1),
                    CatCell.Of(health.Active),
                    CatCell.Of(health.Active),
                    CatCell.Of(0),
                    CatCell.Of(0),
                    CatCell.Of(health.Unassigned),
                    CatCell.Of(0),
                    CatCell.Of(0),
                    new CatCell("-"),
                    new CatCell(health.ActivePercent.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) + "%", health.ActivePercent),
                ],
            ]);
        return Task.FromResult(table.Render(request));

        bool Shown(CatColumn column) => request.Query.Bool("ts", absent: true) || column.Name is not ("epoch" or "timestamp");
    }
}
