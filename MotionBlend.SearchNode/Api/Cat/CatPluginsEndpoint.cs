using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/plugins</c>: there are none.</summary>
internal sealed class CatPluginsEndpoint : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("id", "", "unique node id") { Default = false },
        new("name", "n", "node name"),
        new("component", "c", "component"),
        new("version", "v", "component version"),
        new("description", "d", "plugin details") { Default = false },
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/plugins")
    {
        Parameters = [.. CatTable.Parameters],
        WithoutEffect = ["local", "master_timeout", "include_bootstrap"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken) => Task.FromResult(new CatTable(Columns, []).Render(request));
}
