using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/aliases</c>: one line an alias of an index.</summary>
internal sealed class CatAliasesEndpoint(NodeStorage storage) : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("alias", "a", "alias name"),
        new("index", "i,idx", "index alias points to"),
        new("filter", "f,fi", "filter"),
        new("routing.index", "ri,routingIndex", "index routing"),
        new("routing.search", "rs,routingSearch", "search routing"),
        new("is_write_index", "w,isWriteIndex", "write index"),
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/aliases", "/_cat/aliases/{name}")
    {
        Parameters = [.. CatTable.Parameters, .. IndicesOptions.Parameters],
        WithoutEffect = ["local", "master_timeout"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var options = IndicesOptions.From(request.Query, IndicesOptions.All with { Hidden = true });
        var patterns = request.PathValue("name")?.Split(',');
        var rows = storage.State.Indices.Values
            .SelectMany(index => index.Aliases.Values.Select(alias => (Index: index, Alias: alias)))
            .Where(x => patterns is null || patterns.Any(pattern => Wildcard.Matches(pattern == "_all" ? "*" : pattern, x.Alias.Name)))
            .Where(x => options.Hidden || !(x.Alias.IsHidden ?? x.Index.Hidden) || patterns?.Contains(x.Alias.Name) == true)
            .OrderBy(x => x.Alias.Name, StringComparer.Ordinal)
            .Select(x => (IReadOnlyList<CatCell>)
            [
                new CatCell(x.Alias.Name),
                new CatCell(x.Index.Name),
                new CatCell(x.Alias.Filter is null ? "-" : "*"),
                new CatCell(x.Alias.IndexRouting is { Length: > 0 } indexRouting ? indexRouting : "-"),
                new CatCell(x.Alias.SearchRouting is { Length: > 0 } searchRouting ? searchRouting : "-"),
                new CatCell(x.Alias.IsWriteIndex switch { null => "-", true => "true", _ => "false" }),
            ])
            .ToList();
        return Task.FromResult(new CatTable(Columns, rows).Render(request));
    }
}
