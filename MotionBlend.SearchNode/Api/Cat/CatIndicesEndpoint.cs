using System.Globalization;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat/indices</c>: one line an index.</summary>
internal sealed class CatIndicesEndpoint(NodeStorage storage, IndexResolver resolver) : IEndpoint
{
    private static readonly CatColumn[] Columns =
    [
        new("health", "h", "current health status"),
        new("status", "s", "open/close status"),
        new("index", "i,idx", "index name"),
        new("uuid", "id,uuid", "index uuid"),
        new("pri", "p,shards.primary,shardsPrimary", "number of primary shards") { AlignRight = true },
        new("rep", "r,shards.replica,shardsReplica", "number of replica shards") { AlignRight = true },
        new("docs.count", "dc,docsCount", "available docs") { AlignRight = true },
        new("docs.deleted", "dd,docsDeleted", "deleted docs") { AlignRight = true },
        new("creation.date", "cd", "index creation date (millisecond value)") { Default = false },
        new("creation.date.string", "cds", "index creation date (as string)") { Default = false },
        new("store.size", "ss,storeSize", "store size of primaries & replicas") { AlignRight = true },
        new("pri.store.size", "", "store size of primaries") { AlignRight = true },
        new("dataset.size", "", "total size of dataset") { AlignRight = true },
    ];

    public EndpointRoute Route { get; } = new(["GET"], "/_cat/indices", "/_cat/indices/{index}")
    {
        Parameters = [.. CatTable.Parameters, .. IndicesOptions.Parameters, "health", "pri"],
        WithoutEffect = ["local", "master_timeout", "include_unloaded_segments"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var options = IndicesOptions.From(request.Query, IndicesOptions.All with { Hidden = true });
        var figures = await storage.ReadAsync(
            session => IndexFigures.Of(session, resolver.Resolve(session.State, request.PathValue("index"), options)), cancellationToken);
        var bytes = request.Query.Text("bytes");
        var health = request.Query.Text("health")?.ToLowerInvariant();
        if (health is not (null or "green" or "yellow" or "red"))
            throw Failure.IllegalArgument($"unknown cluster health status [{request.Query.Text("health")}]").Raise();
        var rows = figures.Select(f => Row(f, bytes)).Where(row => health is null || row[0].Text == health).ToList();
        return new CatTable(Columns, rows).Render(request);
    }

    private static IReadOnlyList<CatCell> Row(IndexFigures figures, string? bytes)
    {
        var index = figures.Index;
        // A closed index has no figures.
        var size = index.Closed ? default : new CatCell(ByteSize.Text(figures.Bytes, bytes), figures.Bytes);
        return
        [
            new CatCell(index.Settings.Replicas == 0 ? "green" : "yellow"),
            new CatCell(index.Closed ? "close" : "open"),
            new CatCell(index.Name),
            new CatCell(index.Uuid),
            Number(index.Settings.Shards),
            Number(index.Settings.Replicas),
            index.Closed ? default : Number(figures.Documents),
            index.Closed ? default : Number(0),
            Number(index.CreatedMillis),
            new CatCell(DateTimeOffset.FromUnixTimeMilliseconds(index.CreatedMillis).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
            size,
            size,
            size,
        ];
    }

    private static CatCell Number(long value) => new(value.ToString(CultureInfo.InvariantCulture), value);
}
