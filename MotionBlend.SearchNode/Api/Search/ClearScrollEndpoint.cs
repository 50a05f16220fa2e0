using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Search;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary><c>DELETE /_search/scroll</c>: closes scrolls, or all of them.</summary>
internal sealed class ClearScrollEndpoint(SearchContexts contexts) : IEndpoint
{
    private const string All = "_all";

    public EndpointRoute Route { get; } = new(["DELETE"], "/_search/scroll", "/_search/scroll/{scroll_id}")
    {
        Body = BodyRule.Optional,
        Parameters = ["scroll_id"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> ids = request.PathValue("scroll_id")?.Split(',') ?? request.Query.List("scroll_id") ?? [];
        foreach (var member in request.Json()?.Members ?? [])
        {
            ids = (member.Name, member.Value.Kind) switch
            {
                ("scroll_id", JsonKind.String) => [member.Value.Text],
                ("scroll_id", JsonKind.Array) => [.. member.Value.Items.Select(item => item.Text)],
                _ => throw ScrollBody.Unknown(member).Raise(),
            };
        }

        if (ids.Count == 0)
            throw Failure.Validation("no scroll ids specified").Raise();
        if (ids is [All])
        {
            await contexts.CloseAllAsync(SearchContextKind.Scroll);
            return Freed(1, 200);
        }

        var open = ids.Select(id => contexts.Find(id, SearchContextKind.Scroll)).ToList();
        var freed = 0;
        foreach (var context in open.OfType<SearchContext>())
            freed += await contexts.CloseAsync(context) ? 1 : 0;
        return Freed(freed, freed > 0 ? 200 : 404);
    }

    private static Reply Freed(int number, int status) => Reply.Of(
        json =>
        {
            json.WriteStartObject();
            json.WriteBoolean("succeeded", true);
            json.WriteNumber("num_freed", number);
            json.WriteEndObject();
        },
        status);
}
