using System.Globalization;
using System.Text.Json.Nodes;
using MotionBlend.Conformance.Tests.Differential;
using MotionBlend.Conformance.Tests.Differential.Generation;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Fuzz;

/// <summary>Sends spoiled requests to one server: none may end in an undocumented 5xx, in silence or in a broken connection, and memory must not grow.</summary>
public sealed class FuzzRun(WireClient client, int? processId)
{
    // Measured every 1,000 requests. After 5,000 the process has its code, its caches and the reserves of its allocators; 100 MB is what
    // those sway by. What is left behind by each request would be far more over 50,000.
    private const int Settled = 5;
    private const double AllowedGrowth = 100;

    // What Elasticsearch itself answers with 5xx: a missing value in field_value_factor, a score that is no number, a bound that is no number in the
    // format of its aggregation (the scenario order-of-what-is-told), a histogram of nothing in a composite (sources-without-a-field), an index that
    // is not there yet, an overload.
    private static readonly string[] Documented = ["Missing value for field", "returned an invalid score: NaN", "] using the pattern [", "value source config is invalid; must have either a field or a script", "es_rejected_execution_exception", "timed_out", "process_cluster_event_timeout_exception"];

    private readonly List<double> _memory = [];

    /// <summary>What went wrong, how often, and a request that shows it.</summary>
    public Dictionary<string, (int Count, string Example)> Problems { get; } = [];

    public Dictionary<int, int> Statuses { get; } = [];

    public async Task RunAsync(int cases, int seed, CancellationToken cancellationToken)
    {
        var done = 0;
        for (var number = 0; done < cases; number++)
        {
            var episode = Episode.Generate(unchecked(seed + number));
            var dice = new Dice(unchecked(seed + number));
            var fuzzer = new RequestFuzzer(dice);
            var index = $"fuzz-{seed.ToString(CultureInfo.InvariantCulture)}-{number.ToString(CultureInfo.InvariantCulture)}";
            foreach (var request in episode.Requests.Take(2)) await client.SendAsync(request.ToWire(index), cancellationToken);
            for (var i = 0; i < 100 && done < cases; i++, done++)
            {
                await SendAsync(fuzzer.Spoil(dice.Pick(episode.Requests), index), $"seed {seed + number}", cancellationToken);
            }

            await WipeAsync(cancellationToken);
            if (number % 10 == 0) Measure();
        }

        Measure();
        if (_memory.Count > Settled && _memory[^1] > _memory[Settled] + AllowedGrowth)
        {
            Problems["memory"] = (1, string.Create(CultureInfo.InvariantCulture, $"grew from {_memory[Settled]:0} MB to {_memory[^1]:0} MB"));
        }
    }

    public string Summary() =>
        $"{Statuses.Values.Sum()} requests: {string.Join(", ", Statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} x {pair.Key}"))}; {Problems.Values.Sum(problem => problem.Count)} problems of {Problems.Count} kinds"
        + (_memory.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"; memory {_memory[0]:0} MB at first, {_memory.Max():0} at most, {_memory[^1]:0} at last") : "");

    private async Task SendAsync(WireRequest request, string origin, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await client.SendAsync(request, cancellationToken);
            Statuses[reply.Status] = Statuses.GetValueOrDefault(reply.Status) + 1;
            if (reply.Status >= 500 && !Documented.Any(text => reply.Text.Contains(text, StringComparison.Ordinal))) Report($"{reply.Status} {reply.Error}");
            else if (reply.Status >= 400 && !reply.IsHead && reply.Text.Length > 0 && reply.MediaType != "application/yaml" && reply.Json is not JsonObject) Report($"{reply.Status} without a JSON error: {reply.Error}");
        }
        catch (HttpRequestException failure)
        {
            // A body that claims to be compressed and is not may cost the connection, as it does on a real server; nothing else may.
            var alive = await client.SendAsync("GET", "/", null, cancellationToken);
            if (alive.Status != 200) Report($"gone: {failure.Message}");
            else if (request.Headers.Count == 0) Report($"connection broken: {failure.InnerException?.Message ?? failure.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            if (!await WaitsAsAskedAsync(request, cancellationToken)) Report("no answer in time");
        }
        catch (UriFormatException)
        {
            // Not a target that a client can send.
        }

        void Report(string what) => Problems[what] = Problems.TryGetValue(what, out var before)
            ? (before.Count + 1, before.Example)
            : (1, $"{origin}: {Cut(request.ToCurl())}");
    }

    // The health of what is not there is waited for, 30 s or as long as was asked: that is documented. Asked to wait a second, it must answer.
    private async Task<bool> WaitsAsAskedAsync(WireRequest request, CancellationToken cancellationToken)
    {
        if (!request.Path.Contains("_cluster/health", StringComparison.Ordinal)) return false;
        try
        {
            var reply = await client.SendAsync(request with { Path = $"{request.Path}{(request.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}timeout=1s" }, cancellationToken);
            return reply.Status == 408;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string Cut(string text) => text.Length <= 1500 ? text : text[..1500] + "...";

    private async Task WipeAsync(CancellationToken cancellationToken)
    {
        // Scrolls and points in time stay open: they must hold nothing once their index is gone.
        await client.SendAsync("DELETE", "/_index_template/*", null, cancellationToken);
        var rows = (await client.SendAsync("GET", "/_cat/indices?format=json&h=index&expand_wildcards=all", null, cancellationToken)).Json as JsonArray ?? [];
        foreach (var name in rows.Select(row => row?["index"]?.ToString()).OfType<string>())
        {
            await client.SendAsync("DELETE", "/" + Uri.EscapeDataString(name), null, cancellationToken);
        }
    }

    private void Measure()
    {
        var status = $"/proc/{processId}/status";
        if (processId is null || !File.Exists(status)) return;
        var line = File.ReadLines(status).First(candidate => candidate.StartsWith("VmRSS:", StringComparison.Ordinal));
        _memory.Add(double.Parse(line["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024);
    }
}
