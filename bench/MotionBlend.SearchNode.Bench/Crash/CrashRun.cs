using System.Diagnostics;
using System.Globalization;
using MotionBlend.SearchNode.Bench.Servers;

namespace MotionBlend.SearchNode.Bench.Crash;

/// <summary>One data folder through many lives of a node. Each life: start, check, load and search, kill.</summary>
public sealed class CrashRun(string executable, string dataFolder, int seed)
{
    private const int Writers = 2;
    private const int SearcherPause = 5;

    // A life is too short for a log of the usual length: in every second one it is folded into the file again and again.
    private static readonly string[] FoldsOften = ["node.checkpoint_megabytes=1"];

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    // A weak generator is wanted: the same seed gives the same loads and nothing has to be hard to guess.
#pragma warning disable CA5394
    private readonly Random _random = new(seed);
#pragma warning restore CA5394
    private readonly List<CrashWriter> _writers = [.. Enumerable.Range(0, Writers).Select(number => new CrashWriter(number, seed))];
    private readonly List<double> _starts = [];
    private int _kills;
    private int _searches;
    private int _failedStarts;

    public int Problems { get; private set; }

    /// <summary>The node does not start any more, so there is nothing left to kill.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>One life of the node.</summary>
    /// <returns>What was wrong with what it kept, or with its start.</returns>
    public async Task<IReadOnlyList<string>> KillOnceAsync(CancellationToken cancellationToken)
    {
        NodeProcess node;
        try
        {
            node = await NodeProcess.StartAsync(executable, dataFolder, StartLimit, cancellationToken, _kills % 2 == 1 ? FoldsOften : []);
        }
        catch (NodeStartException failure)
        {
            Problems++;
            _failedStarts++;
            IsBroken = true;
            return [$"failed start: {failure.Message}"];
        }

        await using (node)
        {
            _starts.Add(node.StartTime.TotalMilliseconds);
            using var server = new BenchServer("node", node.Address);
            var problems = await new CrashCheck(server).RunAsync(_writers, cancellationToken);
            Problems += problems.Count;
            await LoadAndKillAsync(node, server, cancellationToken);
            return problems;
        }
    }

    public string Summary()
    {
        var starts = _starts.Order().ToList();
        var text = $"{_kills} kills, {_writers.Sum(writer => writer.Acknowledged)} acknowledged operations, {_writers.Sum(writer => writer.InFlight)} in flight when killed, "
            + $"{_searches} searches; {_failedStarts} failed starts, {Problems} problems";
        return starts.Count == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $"; start median {starts[starts.Count / 2]:0} ms, longest {starts[^1]:0} ms");
    }

    private async Task LoadAndKillAsync(NodeProcess node, BenchServer server, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = _writers.Select(writer => writer.WriteAsync(server, stop.Token)).Append(SearchAsync(server, stop.Token)).ToList();
#pragma warning disable CA5394
        var bulks = _writers.Sum(writer => writer.Bulks) + _random.Next(1, 25);
        var moment = _random.Next(60);
#pragma warning restore CA5394
        var loading = Task.WhenAll(work);
        while (!loading.IsCompleted && _writers.Sum(writer => writer.Bulks) < bulks) await Task.Delay(2, cancellationToken);
        await Task.Delay(moment, cancellationToken);
        await node.KillAsync();
        _kills++;
        await stop.CancelAsync();
        await loading;
    }

    private async Task SearchAsync(BenchServer server, CancellationToken cancellationToken)
    {
        const string Body = """{"size":20,"query":{"range":{"n":{"gte":10}}},"sort":[{"n":"desc"}],"aggs":{"k":{"terms":{"field":"k"}}}}""";
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await server.SendAsync(HttpMethod.Post, $"/{CrashCheck.Index}/_search", Body, cancellationToken);
                _searches++;
                await Task.Delay(SearcherPause, cancellationToken);
            }
            catch (Exception ended) when (ended is HttpRequestException or OperationCanceledException)
            {
                Debug.WriteLine(ended.Message);
                return;
            }
        }
    }
}
