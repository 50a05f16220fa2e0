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
        var state = storage.State;
        var names = resolver.ResolveNames(state, request.PathValues["name"], IndicesOptions.From(request.Query, IndicesOptions.Read));
        var indices = names.Select(name => state.Indices.GetValueOrDefault(name)).OfType<IndexState>().Select(Describe);
        var aliases = names.Where(state.ByAlias.Contains).Select(name => (JsonNode)new JsonObject
        {
            ["name"] = name,
            ["indices"] = Texts(state.ByAlias[name].Select(index => index.Name).Order(StringComparer.Ordinal)),
        });
        return Task.FromResult(Reply.Of(new JsonObject
        {
            ["indices"] = new JsonArray([.. indices]),
            ["aliases"] = new JsonArray([.. aliases]),
            ["data_streams"] = new JsonArray(),
        }));
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
