using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/segments</c>: an index that holds documents is one segment.</summary>
internal sealed class CatSegmentsEndpoint(NodeStorage storage, IndexResolver resolver) : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("index", "i,idx", "index name"),
        new("shard", "s,sh", "shard name"),
        new("prirep", "p,pr,primaryOrReplica", "primary or replica"),
        new("ip", "", "ip of node where it lives"),
        new("id", "", "unique id of node where it lives") { Default = false },
        new("segment", "seg", "segment name"),
        new("generation", "g,gen", "segment generation") { AlignRight = true },
        new("docs.count", "dc,docsCount", "number of docs in segment") { AlignRight = true },
        new("docs.deleted", "dd,docsDeleted", "number of deleted docs in segment") { AlignRight = true },
        new("size", "si", "segment size in bytes") { AlignRight = true },
        new("size.memory", "sm,sizeMemory", "segment memory in bytes") { AlignRight = true },
        new("committed", "ic,isCommitted", "is segment committed"),
        new("searchable", "is,isSearchable", "is segment searched"),
        new("version", "v,ver", "version"),
        new("compound", "ico,isCompound", "is segment compound"),
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/segments", "/_cat/segments/{index}")
    {
        Parameters = [.. CatTable.Parameters],
        WithoutEffect = ["local", "master_timeout"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var figures = await storage.ReadAsync(
            session => IndexFigures.Of(session, resolver.Resolve(session.State, request.PathValue("index"), IndicesOptions.Read)), cancellationToken);
        foreach (var closed in figures.Where(f => f.Index.Closed))
            IndexBlocks.RequireReadable(closed.Index);
        var rows = figures
            .Where(f => f.Documents > 0)
            .Select(f => (IReadOnlyList<CatCell>)
            [
                new CatCell(f.Index.Name), CatCell.Of(0), new CatCell("p"), new CatCell(NodeAddress.Host), new CatCell(NodeIdentity.NodeId), new CatCell("_0"),
                CatCell.Of(0), CatCell.Of(f.Documents), CatCell.Of(0), CatCell.Size(f.Bytes, request), CatCell.Of(0), new CatCell("true"), new CatCell("true"),
                new CatCell(NodeIdentity.LuceneVersion), new CatCell("false"),
            ])
            .ToList();
        return new CatTable(Columns, rows).Render(request);
    }
}
