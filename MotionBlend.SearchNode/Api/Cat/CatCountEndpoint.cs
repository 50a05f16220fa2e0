using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/count</c>: documents of all indices, or some.</summary>
internal sealed class CatCountEndpoint(NodeStorage storage, IndexResolver resolver, TimeProvider clock) : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("epoch", "t,time", "seconds since 1970-01-01 00:00:00"),
        new("timestamp", "ts,hms,hhmmss", "time in HH:MM:SS"),
        new("count", "dc,docs.count,docsCount", "the document count"),
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/count", "/_cat/count/{index}")
    {
        Parameters = [.. CatTable.Parameters],
        WithoutEffect = ["local", "master_timeout"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var count = await storage.ReadAsync(
            session => resolver.Resolve(session.State, request.PathValue("index"), IndicesOptions.Read).Sum(index => IndexTable.Count(session, index)),
            cancellationToken);
        var (epoch, timestamp) = CatCell.Now(clock);
        return new CatTable(Columns, [[epoch, timestamp, CatCell.Of(count)]]).Render(request);
    }
}
