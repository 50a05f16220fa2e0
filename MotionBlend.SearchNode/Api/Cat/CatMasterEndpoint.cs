using MotionBlend.SearchNode.Api.Cluster;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/master</c>: the one node.</summary>
internal sealed class CatMasterEndpoint(NodeDescription node) : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("id", "", "node id"),
        new("host", "h", "host name"),
        new("ip", "", "ip address"),
        new("node", "n", "node name"),
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/master")
    {
        Parameters = [.. CatTable.Parameters],
        WithoutEffect = ["local", "master_timeout"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken) => Task.FromResult(new CatTable(
        Columns, [[new CatCell(NodeIdentity.NodeId), new CatCell(NodeAddress.Host), new CatCell(NodeAddress.Host), new CatCell(node.Name)]]).Render(request));
}
