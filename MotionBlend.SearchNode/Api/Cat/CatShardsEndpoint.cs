using MotionBlend.SearchNode.Api.Cluster;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/shards</c>: one line a shard.</summary>
internal sealed class CatShardsEndpoint(NodeStorage storage, IndexResolver resolver, NodeDescription node) : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("index", "i,idx", "index name"),
        new("shard", "s,sh", "shard name"),
        new("prirep", "p,pr,primaryOrReplica", "primary or replica"),
        new("state", "st", "shard state"),
        new("docs", "d,dc", "number of docs in shard") { AlignRight = true },
        new("store", "sto", "store size of shard (how much disk it uses)") { AlignRight = true },
        new("dataset", "", "total size of dataset") { AlignRight = true },
        new("ip", "", "ip of node where it lives"),
        new("id", "", "unique id of node where it lives") { Default = false },
        new("node", "n", "name of node where it lives"),
        new("unassigned.reason", "ur", "reason shard became unassigned") { Default = false },
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/shards", "/_cat/shards/{index}")
    {
        Parameters = [.. CatTable.Parameters, .. IndicesOptions.Parameters],
        WithoutEffect = ["local", "master_timeout"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var options = IndicesOptions.From(request.Query, IndicesOptions.All with { Hidden = true });
        var figures = await storage.ReadAsync(
            session => resolver.Resolve(session.State, request.PathValue("index"), options)
                .Select(index => (Index: index, Shards: IndexTable.ByShard(session, index)))
                .ToList(),
            cancellationToken);
        return new CatTable(Columns, [.. figures.SelectMany(f => Rows(f.Index, f.Shards, request))]).Render(request);
    }

    private IEnumerable<IReadOnlyList<CatCell>> Rows(
        IndexState state, Dictionary<int, (long Documents, long Bytes)> shards, ElasticRequest request)
    {
        var index = new CatCell(state.Name);
        var nothing = new CatCell(null);
        for (var shard = 0; shard < state.Settings.Shards; shard++)
        {
            var (documents, bytes) = shards.GetValueOrDefault(shard);
            var size = CatCell.Size(bytes, request);
            yield return
            [
                index, CatCell.Of(shard), new CatCell("p"), new CatCell("STARTED"), CatCell.Of(documents), size, size, new CatCell(NodeAddress.Host),
                new CatCell(NodeIdentity.NodeId), new CatCell(node.Name), nothing,
            ];
            for (var replica = 0; replica < state.Settings.Replicas; replica++)
            {
                yield return
                [
                    index, CatCell.Of(shard), new CatCell("r"), new CatCell("UNASSIGNED"), nothing, nothing, nothing, nothing, nothing, nothing,
                    new CatCell("INDEX_CREATED"),
                ];
            }
        }
    }
}
