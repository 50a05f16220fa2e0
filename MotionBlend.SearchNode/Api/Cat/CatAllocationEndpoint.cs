using MotionBlend.SearchNode.Api.Cluster;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Cluster.Vitals;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/allocation</c>: shards and disk of the node, and the shards that no node has.</summary>
internal sealed class CatAllocationEndpoint(NodeStorage storage, NodeDescription node, NodeVitals vitals) : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("shards", "s", "number of shards on node") { AlignRight = true },
        new("shards.undesired", "", "number of shards that are scheduled to be moved elsewhere in the cluster") { AlignRight = true },
        new("write_load.forecast", "wlf,writeLoadForecast", "sum of index write load forecasts") { AlignRight = true },
        new("disk.indices.forecast", "dif,diskIndicesForecast", "sum of shard size forecasts") { AlignRight = true },
        new("disk.indices", "di,diskIndices", "disk used by indices") { AlignRight = true },
        new("disk.used", "du,diskUsed", "disk used (total, not just ES)") { AlignRight = true },
        new("disk.avail", "da,diskAvail", "disk available") { AlignRight = true },
        new("disk.total", "dt,diskTotal", "total capacity of all volumes") { AlignRight = true },
        new("disk.percent", "dp,diskPercent", "percent disk used") { AlignRight = true },
        new("host", "h", "host of node"),
        new("ip", "", "ip of node"),
        new("node", "n", "name of node"),
        new("node.role", "r,role,nodeRole", "node roles"),
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/allocation", "/_cat/allocation/{node}")
    {
        Parameters = [.. CatTable.Parameters],
        WithoutEffect = ["local", "master_timeout"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var figures = await storage.ReadAsync(session => IndexFigures.Of(session, [.. session.State.Indices.Values]), cancellationToken);
        var health = new ClusterHealth([.. figures.Select(f => f.Index)], Missing: false);
        var disk = vitals.Disk;
        var nothing = new CatCell(null);
        var rows = new List<IReadOnlyList<CatCell>>();
        if (node.IsMeant(request.PathValue("node")))
        {
            var used = disk.Total - disk.Available;
            rows.Add(
            [
                CatCell.Of(health.Active), CatCell.Of(0), new CatCell("0.0", 0), CatCell.Size(0, request), CatCell.Size(figures.Sum(f => f.Bytes), request),
                CatCell.Size(used, request), CatCell.Size(disk.Available, request), CatCell.Size(disk.Total, request),
                CatCell.Of(100 * used / Math.Max(1, disk.Total)), new CatCell(NodeAddress.Host), new CatCell(NodeAddress.Host), new CatCell(node.Name),
                new CatCell(NodeDescription.RoleLetters),
            ]);
        }

        if (health.Unassigned > 0)
            rows.Add([CatCell.Of(health.Unassigned), nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing, new CatCell("UNASSIGNED"), nothing]);
        return new CatTable(Columns, rows).Render(request);
    }
}
