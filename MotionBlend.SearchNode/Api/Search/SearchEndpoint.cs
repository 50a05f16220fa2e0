using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary><c>POST /{index}/_search</c>.</summary>
internal sealed class SearchEndpoint(SearchService search) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET", "POST"], "/_search", "/{index}/_search")
    {
        Action = "indices:data/read/search",
        Cancellable = true,
        Body = BodyRule.Optional,
        Parameters = [.. SearchRequestParser.Parameters, .. IndicesOptions.Parameters],
        WithoutEffect = SearchRequestParser.WithoutEffect,
        Refused = SearchRequestParser.Refused,
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var parsed = SearchRequestParser.Parse(request.JsonAsItComes(), request.Query);
        var options = IndicesOptions.From(request.Query, IndicesOptions.Read);
        var result = await search.SearchAsync(request.PathValue("index"), options, parsed, cancellationToken);
        return Reply.Of(json => SearchReply.Write(json, parsed, result));
    }
}
