using MotionBlend.SearchNode.Api.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/thread_pool</c>: the pool of searches and the lane of writes.</summary>
internal sealed class CatThreadPoolEndpoint(NodeStorage storage, NodeDescription node, NodeAddress address) : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("node_name", "nn", "node name"),
        new("node_id", "id", "persistent node id") { Default = false },
        new("ephemeral_node_id", "eid", "ephemeral node id") { Default = false },
        new("pid", "p", "process id") { Default = false },
        new("host", "h", "host name") { Default = false },
        new("ip", "i", "ip address") { Default = false },
        new("port", "po", "bound transport port") { Default = false },
        new("name", "n", "thread pool name"),
        new("type", "t", "thread pool type") { Default = false },
        new("active", "a", "number of active threads") { AlignRight = true },
        new("pool_size", "psz", "number of threads") { AlignRight = true, Default = false },
        new("queue", "q", "number of tasks currently in queue") { AlignRight = true },
        new("queue_size", "qs", "maximum number of tasks permitted in queue") { AlignRight = true, Default = false },
        new("rejected", "r", "number of rejected tasks") { AlignRight = true },
        new("largest", "l", "highest number of seen active threads") { AlignRight = true, Default = false },
        new("completed", "c", "number of completed tasks") { AlignRight = true, Default = false },
        new("core", "cr", "core number of threads in a scaling thread pool") { AlignRight = true, Default = false },
        new("max", "mx", "maximum number of threads in a scaling thread pool") { AlignRight = true, Default = false },
        new("size", "sz", "number of threads in a fixed thread pool") { AlignRight = true, Default = false },
        new("keep_alive", "ka", "thread keep alive time") { Default = false },
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/thread_pool", "/_cat/thread_pool/{name}")
    {
        Parameters = [.. CatTable.Parameters],
        WithoutEffect = ["local", "master_timeout"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var patterns = (request.PathValue("name") ?? "*").Split(',');
        var rows = storage.Pools
            .Where(pool => patterns.Any(pattern => Wildcard.Matches(pattern, pool.Name)))
            .Select(pool => (IReadOnlyList<CatCell>)
            [
                new CatCell(node.Name),
                new CatCell(NodeIdentity.NodeId),
                new CatCell(NodeIdentity.NodeId),
                CatCell.Of(Environment.ProcessId),
                new CatCell(NodeAddress.Host),
                new CatCell(NodeAddress.Host),
                CatCell.Of(address.Port),
                new CatCell(pool.Name),
                new CatCell("fixed"),
                CatCell.Of(pool.Active),
                CatCell.Of(pool.Size),
                CatCell.Of(pool.Queued),
                CatCell.Of(pool.QueueSize),
                CatCell.Of(pool.Rejected),
                CatCell.Of(pool.Size),
                CatCell.Of(pool.Completed),
                new CatCell(null),
                new CatCell(null),
                CatCell.Of(pool.Size),
                new CatCell(null),
            ])
            .ToList();
        return Task.FromResult(new CatTable(Columns, rows).Render(request));
    }
}
