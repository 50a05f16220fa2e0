using System.Diagnostics;
using MotionBlend.Domain.Indexing;
using MotionBlend.SearchNode.Bench.Servers;

namespace MotionBlend.SearchNode.Bench;

/// <summary>Bulk ingest of the same bytes into each server, in windows that take turns, so that both meet the same noise.</summary>
public sealed class IngestBench(IReadOnlyList<BenchServer> servers, BlendFactory factory)
{
    public const string Index = "bench_blends";

    private const int Windows = 10;

    /// <summary>Documents a second of each server over all windows, and over the best one.</summary>
    public async Task<IReadOnlyList<(double Mean, double Best)>> RunAsync(int documents, int batch, int connections, CancellationToken cancellationToken)
    {
        var body = BlendIndexMapping.CreateIndexBody(BlendIndexSettings.SingleNode, "bench").ToJsonString();
        foreach (var server in servers)
        {
            await server.DeleteIndexAsync(Index, cancellationToken);
            await server.SendAsync(HttpMethod.Put, $"/{Index}", body, cancellationToken);
        }

        var seconds = servers.Select(_ => new List<double>()).ToList();
        var perWindow = Math.Max(1, documents / batch / Windows);
        for (var first = 0; first < documents;)
        {
            var batches = new List<byte[]>();
            for (; batches.Count < perWindow && first < documents; first += batch) batches.Add(factory.Bulk(first, Math.Min(batch, documents - first)));
            for (var i = 0; i < servers.Count; i++) seconds[i].Add(await SendAsync(servers[i], batches, connections, cancellationToken));
        }

        foreach (var server in servers) await server.SendAsync(HttpMethod.Post, $"/{Index}/_refresh", null, cancellationToken);
        return [.. seconds.Select(times => (documents / times.Sum(), (double)perWindow * batch / times.Min()))];
    }

    private static async Task<double> SendAsync(BenchServer server, List<byte[]> batches, int connections, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            batches,
            new ParallelOptions { MaxDegreeOfParallelism = connections, CancellationToken = cancellationToken },
            async (body, token) => await server.BulkAsync(Index, body, token));
        return clock.Elapsed.TotalSeconds;
    }
}
