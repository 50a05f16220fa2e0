using System.Net;
using System.Text.Json;
using MotionBlend.SearchNode.Bench.Servers;

namespace MotionBlend.SearchNode.Bench.Crash;

/// <summary>Holds what a restarted node has against what it promised before it was killed.</summary>
public sealed class CrashCheck(BenchServer server)
{
    public const string Index = "crash";

    private const string Create = """
        {"settings":{"number_of_shards":1,"number_of_replicas":0},
         "mappings":{"dynamic":"strict","properties":{"n":{"type":"integer"},"k":{"type":"keyword"},"copy":{"type":"long"},"fill":{"type":"keyword","index":false,"doc_values":false}}}}
        """;

    // The source and the columns that are sorted by must be of the same write.
    private const string Everything = """
        {"size":10000,"track_total_hits":true,"sort":["n","copy","k"],"version":true,"seq_no_primary_term":true,"_source":["n","k","copy"]}
        """;

    /// <returns>One line for each lost, undone or torn document.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<CrashWriter> writers, CancellationToken cancellationToken)
    {
        try
        {
            await server.SendAsync(HttpMethod.Post, $"/{Index}/_refresh", null, cancellationToken);
        }
        catch (HttpRequestException absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            var wasThere = writers.Any(writer => writer.Promised.Count > 0);
            await server.SendAsync(HttpMethod.Put, $"/{Index}", Create, cancellationToken);
            return wasThere ? ["the index is gone"] : [];
        }

        var reply = await server.ReadAsync(HttpMethod.Post, $"/{Index}/_search", Everything, cancellationToken);
        var problems = new List<string>();
        var found = Read(reply, problems);
        var count = (await server.ReadAsync(HttpMethod.Get, $"/{Index}/_count", null, cancellationToken)).GetProperty("count").GetInt32();
        if (count != found.Count) problems.Add($"_count says {count}, a search finds {found.Count}");
        foreach (var writer in writers) Check(writer, found, problems);
        return problems;
    }

    private static Dictionary<string, int> Read(JsonElement reply, List<string> problems)
    {
        var found = new Dictionary<string, int>();
        var sequences = new HashSet<long>();
        foreach (var hit in reply.GetProperty("hits").GetProperty("hits").EnumerateArray())
        {
            var id = hit.GetProperty("_id").GetString()!;
            var source = hit.GetProperty("_source");
            var columns = hit.GetProperty("sort");
            var number = source.GetProperty("n").GetInt32();
            if (!found.TryAdd(id, number)) problems.Add($"{id} is there twice");
            if (!sequences.Add(hit.GetProperty("_seq_no").GetInt64())) problems.Add($"{id} shares its sequence number");
            var isWhole = source.GetProperty("copy").GetInt32() == number
                && columns[0].GetInt32() == number
                && columns[1].GetInt32() == number
                && columns[2].GetString() == source.GetProperty("k").GetString();
            if (!isWhole) problems.Add($"{id} is torn: {hit}");
        }

        return found;
    }

    private static void Check(CrashWriter writer, Dictionary<string, int> found, List<string> problems)
    {
        foreach (var (id, promised) in writer.Promised)
        {
            var number = found.GetValueOrDefault(id);
            if (!writer.IsAllowed(id, number)) problems.Add($"{id}: {Name(promised)} was acknowledged, {Name(number)} is there");
        }

        foreach (var (id, number) in found.Where(pair => pair.Key.StartsWith(writer.Prefix, StringComparison.Ordinal) && !writer.Promised.ContainsKey(pair.Key)))
        {
            if (!writer.IsAllowed(id, number)) problems.Add($"{id}: {number} was never sent");
        }

        writer.Settle(found);
    }

    private static string Name(int number) => number == 0 ? "absence" : $"version {number}";
}
