using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>GET /_resolve/index/{name}</c>: the indices and aliases that an expression names.</summary>
internal sealed class ResolveIndexEndpoint(NodeStorage storage, IndexResolver resolver) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET"], "/_resolve/index/{name}")
    {
        Parameters = IndicesOptions.Parameters,
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var expression = request.PathValues["name"];
        var options = IndicesOptions.From(request.Query, IndicesOptions.Read);
        var found = resolver.Resolve(storage.State, expression, options);
        var patterns = expression.Split(',').Select(part => part == "_all" ? "*" : part).ToList();
        var indices = found.Where(index => Named(index.Name)).OrderBy(index => index.Name, StringComparer.Ordinal).Select(Describe);
        var aliases = found
            .SelectMany(index => index.Aliases.Values.Where(Shown).Select(alias => (Alias: alias.Name, Index: index.Name)))
            .GroupBy(x => x.Alias, x => x.Index)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (JsonNode)new JsonObject { ["name"] = group.Key, ["indices"] = Texts(group.Order(StringComparer.Ordinal)) });
        return Task.FromResult(Reply.Of(new JsonObject
        {
            ["indices"] = new JsonArray([.. indices]),
            ["aliases"] = new JsonArray([.. aliases]),
            ["data_streams"] = new JsonArray(),
        }));

        // A pattern does not reach a hidden alias.
        bool Shown(AliasState alias) => patterns.Contains(alias.Name) || ((options.Hidden || alias.IsHidden != true) && Named(alias.Name));

        bool Named(string name) => patterns.Exists(pattern => Wildcard.Matches(pattern, name));
    }

    private static JsonNode Describe(IndexState index)
    {
        var json = new JsonObject { ["name"] = index.Name };
        if (index.Aliases.Count > 0)
            json["aliases"] = Texts(index.Aliases.Keys);
        string[] attributes = index.Hidden ? ["hidden", State()] : [State()];
        json["attributes"] = Texts(attributes.Order(StringComparer.Ordinal));
        return json;

        string State() => index.Closed ? "closed" : "open";
    }

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
