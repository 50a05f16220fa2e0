using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/templates</c>: the index templates.</summary>
internal sealed class CatTemplatesEndpoint(NodeStorage storage) : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("name", "n", "template name"),
        new("index_patterns", "t", "template index patterns"),
        new("order", "o,p", "template application order/priority number"),
        new("version", "v", "version"),
        new("composed_of", "c", "component templates comprising index template"),
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/templates", "/_cat/templates/{name}")
    {
        Parameters = [.. CatTable.Parameters],
        WithoutEffect = ["local", "master_timeout"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var pattern = request.PathValue("name") ?? "*";
        var rows = storage.State.Metadata.IndexTemplates
            .Where(entry => Wildcard.Matches(pattern, entry.Key))
            .Select(entry => (IReadOnlyList<CatCell>)
            [
                new CatCell(entry.Key),
                new CatCell($"[{string.Join(", ", entry.Value.Patterns)}]"),
                CatCell.Of(entry.Value.Priority ?? 0),
                entry.Value.Version is { } version ? CatCell.Of(version) : new CatCell(null),
                new CatCell($"[{string.Join(", ", entry.Value.ComposedOf)}]"),
            ])
            .ToList();
        return Task.FromResult(new CatTable(Columns, rows).Render(request));
    }
}
