using System.Diagnostics;
using System.Text.Json;
using MotionBlend.SearchNode.Bench.Servers;

namespace MotionBlend.SearchNode.Bench;

/// <summary>The queries on each server in turn, after a warm-up; both must find the same number of documents.</summary>
public sealed class QueryBench(IReadOnlyList<BenchServer> servers)
{
    private const int WarmUp = 10;

    /// <summary>Median and 95th percentile in milliseconds, for each query and server, and how many documents each found.</summary>
    public async Task<IReadOnlyList<QueryTimes>> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        var times = BenchQueries.All.Select(_ => servers.Select(_ => new List<double>()).ToList()).ToList();
        for (var round = 0; round < WarmUp + rounds; round++)
        {
            for (var q = 0; q < BenchQueries.All.Count; q++)
            {
                for (var s = 0; s < servers.Count; s++)
                {
                    var clock = Stopwatch.StartNew();
                    await SendAsync(servers[s], q, cancellationToken);
                    if (round >= WarmUp) times[q][s].Add(clock.Elapsed.TotalMilliseconds);
                }
            }
        }

        var results = new List<QueryTimes>();
        for (var q = 0; q < BenchQueries.All.Count; q++)
        {
            var totals = new List<long>();
            foreach (var server in servers) totals.Add(await TotalAsync(server, q, cancellationToken));
            results.Add(new QueryTimes(BenchQueries.All[q].Name, [.. times[q].Select(list => Percentile(list, 0.5))], [.. times[q].Select(list => Percentile(list, 0.95))], totals));
        }

        return results;
    }

    private static Task<byte[]> SendAsync(BenchServer server, int query, CancellationToken cancellationToken) =>
        server.SendAsync(HttpMethod.Post, $"/{IngestBench.Index}/_search{BenchQueries.All[query].Query}", BenchQueries.All[query].Body, cancellationToken);

    private static async Task<long> TotalAsync(BenchServer server, int query, CancellationToken cancellationToken)
    {
        using var reply = JsonDocument.Parse(await SendAsync(server, query, cancellationToken));
        return reply.RootElement.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt64();
    }

    private static double Percentile(List<double> values, double rank)
    {
        values.Sort();
        return values[(int)Math.Min(values.Count - 1, Math.Floor(rank * values.Count))];
    }
}

/// <summary>Times of one query in milliseconds, one entry a server.</summary>
public sealed record QueryTimes(string Name, IReadOnlyList<double> Median, IReadOnlyList<double> P95, IReadOnlyList<long> Totals);
