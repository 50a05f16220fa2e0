using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary><c>POST /_search/scroll</c>: the next page of a scroll.</summary>
internal sealed class ScrollEndpoint(SearchService search) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET", "POST"], "/_search/scroll", "/_search/scroll/{scroll_id}")
    {
        Body = BodyRule.Optional,
        Parameters = ["scroll", "scroll_id", "rest_total_hits_as_int"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var id = request.PathValue("scroll_id") ?? request.Query.Text("scroll_id");
        var keepAlive = request.Query.Time("scroll");
        foreach (var member in request.Json()?.Members ?? [])
        {
            switch (member.Name, member.Value.Kind)
            {
                case ("scroll_id", Json.JsonKind.String):
                    id = member.Value.Text;
                    break;
                case ("scroll", Json.JsonKind.String):
                    keepAlive = TimeValue.Parse(member.Value.Text, "scroll");
                    break;
                default:
                    throw ScrollBody.Unknown(member).Raise();
            }
        }

        if (id is null)
            throw Failure.Validation("scrollId is missing").Raise();
        var (asked, result) = await search.ScrollAsync(id, keepAlive, cancellationToken);
        var shown = asked with { TotalHitsAsInt = request.Query.Bool("rest_total_hits_as_int") };
        return Reply.Of(json => SearchReply.Write(json, shown, result));
    }
}
