using MotionBlend.SearchNode.Api.Search;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.QueryDsl.QueryString;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/count</c>: documents of all indices, or some, as a search counts them.</summary>
internal sealed class CatCountEndpoint(SearchService search, TimeProvider clock) : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("epoch", "t,time", "seconds since 1970-01-01 00:00:00"),
        new("timestamp", "ts,hms,hhmmss", "time in HH:MM:SS"),
        new("count", "dc,docs.count,docsCount", "the document count"),
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/count", "/_cat/count/{index}")
    {
        Body = BodyRule.Optional,
        Parameters = [.. CatTable.Parameters, .. QueryStringQuery.Parameters],
        WithoutEffect = ["local", "master_timeout"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var asked = new SearchRequest { Query = OnlyQuery.Of(request) ?? new MatchAllQuery(), Size = 0 };
        var counted = await search.CountAsync(request.PathValue("index"), IndicesOptions.Read, asked, cancellationToken);
        var (epoch, timestamp) = CatCell.Now(clock);
        return new CatTable(Columns, [[epoch, timestamp, CatCell.Of(counted.Total!.Value)]]).Render(request);
    }
}
