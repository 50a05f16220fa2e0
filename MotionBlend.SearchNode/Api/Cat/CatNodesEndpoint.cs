using MotionBlend.SearchNode.Api.Cluster;
using MotionBlend.SearchNode.Cluster.Vitals;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/nodes</c>: the one node.</summary>
internal sealed class CatNodesEndpoint(NodeVitals vitals, NodeDescription node, NodeAddress address) : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("id", "id,nodeId", "unique node id") { Default = false },
        new("pid", "p", "process id") { Default = false },
        new("ip", "i", "ip address"),
        new("port", "po", "bound transport port") { Default = false },
        new("http_address", "http", "bound http address") { Default = false },
        new("version", "v", "es version") { Default = false },
        new("type", "t", "es distribution type") { Default = false },
        new("build", "b", "es build hash") { Default = false },
        new("jdk", "j", "jdk version") { Default = false },
        new("disk.total", "dt,diskTotal", "total disk space") { AlignRight = true, Default = false },
        new("disk.used", "du,diskUsed", "used disk space") { AlignRight = true, Default = false },
        new("disk.avail", "d,da,disk,diskAvail", "available disk space") { AlignRight = true, Default = false },
        new("disk.used_percent", "dup,diskUsedPercent", "used disk space percentage") { AlignRight = true, Default = false },
        new("heap.current", "hc,heapCurrent", "used heap") { AlignRight = true, Default = false },
        new("heap.percent", "hp,heapPercent", "used heap ratio") { AlignRight = true },
        new("heap.max", "hm,heapMax", "max configured heap") { AlignRight = true, Default = false },
        new("ram.current", "rc,ramCurrent", "used machine memory") { AlignRight = true, Default = false },
        new("ram.percent", "rp,ramPercent", "used machine memory ratio") { AlignRight = true },
        new("ram.max", "rm,ramMax", "total machine memory") { AlignRight = true, Default = false },
        new("file_desc.current", "fdc,fileDescriptorCurrent", "used file descriptors") { AlignRight = true, Default = false },
        new("file_desc.percent", "fdp,fileDescriptorPercent", "used file descriptor ratio") { AlignRight = true, Default = false },
        new("file_desc.max", "fdm,fileDescriptorMax", "max file descriptors") { AlignRight = true, Default = false },
        new("cpu", "cpu", "recent cpu usage") { AlignRight = true },
        new("load_1m", "l", "1m load avg") { AlignRight = true },
        new("load_5m", "l", "5m load avg") { AlignRight = true },
        new("load_15m", "l", "15m load avg") { AlignRight = true },
        new("uptime", "u", "node uptime") { Default = false },
        new("node.role", "r,role,nodeRole", "m:master eligible node, d:data node, i:ingest node, -:coordinating node only"),
        new("master", "m", "*:current master"),
        new("name", "n", "node name"),
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/nodes")
    {
        Parameters = [.. CatTable.Parameters, "full_id"],
        WithoutEffect = ["local", "master_timeout", "include_unloaded_segments"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var id = request.Query.Bool("full_id") ? NodeIdentity.NodeId : NodeIdentity.NodeId[..4];
        var disk = vitals.Disk;
        var (ram, free) = NodeVitals.Memory;
        var (heap, limit) = (GC.GetTotalMemory(forceFullCollection: false), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        var load = NodeVitals.LoadAverages;
        IReadOnlyList<CatCell> row =
        [
            new CatCell(id),
            CatCell.Of(Environment.ProcessId),
            new CatCell(NodeAddress.Host),
            CatCell.Of(address.Port),
            new CatCell(address.Text),
            new CatCell(NodeIdentity.Version),
            new CatCell("motionblend"),
            new CatCell(NodeIdentity.BuildHash),
            new CatCell(Environment.Version.ToString()),
            CatCell.Size(disk.Total, request),
            CatCell.Size(disk.Total - disk.Free, request),
            CatCell.Size(disk.Available, request),
            Decimal(100.0 * (disk.Total - disk.Free) / Math.Max(1, disk.Total)),
            CatCell.Size(heap, request),
            CatCell.Of(100 * heap / Math.Max(1, limit)),
            CatCell.Size(limit, request),
            CatCell.Size(ram - free, request),
            CatCell.Of(100 * (ram - free) / Math.Max(1, ram)),
            CatCell.Size(ram, request),
            CatCell.Of(NodeVitals.OpenFiles),
            CatCell.Of(100 * NodeVitals.OpenFiles / Math.Max(1, NodeVitals.MaxOpenFiles)),
            CatCell.Of(NodeVitals.MaxOpenFiles),
            CatCell.Of(vitals.MachineCpuPercent()),
            Load(0),
            Load(1),
            Load(2),
            new CatCell(TimeText.Of(TimeSpan.FromMilliseconds(vitals.UptimeMillis), request.Query.Text("time"))),
            new CatCell(NodeDescription.RoleLetters),
            new CatCell("*"),
            new CatCell(node.Name),
        ];
        return Task.FromResult(new CatTable(Columns, [row]).Render(request));

        CatCell Load(int which) => load is null ? new CatCell(null) : Decimal(load[which]);

        static CatCell Decimal(double value) => new(value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), value);
    }
}
