using MotionBlend.SearchNode.Api.Cluster;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/nodeattrs</c>: the node's attributes.</summary>
internal sealed class CatNodeAttributesEndpoint(NodeDescription node, NodeAddress address, SearchNodeOptions options) : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("node", "name", "node name"),
        new("id", "id,nodeId", "unique node id") { Default = false },
        new("pid", "p", "process id") { Default = false },
        new("host", "h", "host name"),
        new("ip", "i", "ip address"),
        new("port", "po", "bound transport port") { Default = false },
        new("attr", "attr.name", "attribute description"),
        new("value", "attr.value", "attribute value"),
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/nodeattrs")
    {
        Parameters = [.. CatTable.Parameters],
        WithoutEffect = ["local", "master_timeout"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var rows = options.Attributes
            .Select(attribute => (IReadOnlyList<CatCell>)
            [
                new CatCell(node.Name), new CatCell(NodeIdentity.NodeId), CatCell.Of(Environment.ProcessId), new CatCell(NodeAddress.Host),
                new CatCell(NodeAddress.Host), CatCell.Of(address.Port), new CatCell(attribute.Key), new CatCell(attribute.Value),
            ])
            .ToList();
        return Task.FromResult(new CatTable(Columns, rows).Render(request));
    }
}
