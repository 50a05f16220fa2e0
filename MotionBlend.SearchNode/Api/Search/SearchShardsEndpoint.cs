using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Api.Cluster;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary><c>GET /{index}/_search_shards</c>: the shards that a search of these indices with this routing would go to.</summary>
internal sealed class SearchShardsEndpoint(NodeStorage storage, TargetBinder binder, NodeDescription node) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET", "POST"], "/_search_shards", "/{index}/_search_shards")
    {
        Parameters = [.. IndicesOptions.Parameters, "routing", "preference"],
        WithoutEffect = ["local", "master_timeout"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var expression = request.PathValue("index");
        var options = IndicesOptions.From(request.Query, IndicesOptions.Read);
        var searched = Searched(expression, options, SearchRequestParser.Reach(request.Query));
        var here = node.Head(withPort: false);
        here["attributes"] = node.Attributes();
        here["roles"] = NodeDescription.RoleNames();
        here["version"] = NodeIdentity.Version;
        return Task.FromResult(Reply.Of(new JsonObject
        {
            ["nodes"] = searched.Count == 0 ? [] : new JsonObject { [NodeIdentity.NodeId] = here },
            ["indices"] = new JsonObject(searched.Select(target => KeyValuePair.Create(target.Index.Name, (JsonNode?)Reached(expression, target)))),
            ["shards"] = new JsonArray([.. searched.SelectMany(Shards)]),
        }));
    }

    // A missing index has no shards, where a search of it would fail.
    private IReadOnlyList<SearchedIndex> Searched(string? expression, IndicesOptions options, ShardReach reach)
    {
        try
        {
            return binder.Resolve(storage.State, expression, options, reach);
        }
        catch (FailureException e) when (e.Failure.Kind == FailureKind.IndexNotFound)
        {
            return [];
        }
    }

    private static JsonObject Reached(string? expression, SearchedIndex target)
    {
        var names = (expression ?? "*").Split(',').Select(name => name == "_all" ? "*" : name).ToList();
        var aliases = target.Index.Aliases.Keys.Where(alias => names.Exists(name => Wildcard.Matches(name, alias))).ToList();
        var json = new JsonObject();
        if (aliases.Count > 0)
            json["aliases"] = new JsonArray([.. aliases.Select(alias => (JsonNode)alias)]);
        if (target.AliasFilters.Count == 1)
            json["filter"] = JsonNode.Parse(target.AliasFilters[0]);
        else if (target.AliasFilters.Count > 1)
            json["filter"] = new JsonObject { ["bool"] = new JsonObject { ["should"] = new JsonArray([.. target.AliasFilters.Select(filter => JsonNode.Parse(filter))]) } };
        return json;
    }

    private static IEnumerable<JsonNode> Shards(SearchedIndex target) =>
        (target.Index.Reached ?? [.. Enumerable.Range(0, target.Index.Settings.Shards)]).Select(shard => new JsonArray([.. RoutedShard.Copies(target.Index, shard)]));
}
