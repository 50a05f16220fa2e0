using System.CommandLine;
using System.Globalization;

namespace MotionBlend.Exporter.Bench;

/// <summary><c>load</c>: exporter, plain loop and Python script take turns at loading the same rows into the same server.</summary>
internal static class LoadCommand
{
    private const string Alias = "bench-exporter";
    private static readonly int[] BatchRows = [2000, 5000];
    private static readonly int[] Connections = [1, 2, 4];

    public static Command Create()
    {
        var exporter = new Option<string>("--exporter") { Required = true, Description = "The exporter's executable." };
        var mart = new Option<string>("--mart") { Required = true, Description = "Mart file in NDJSON." };
        var server = new Option<string>("--es-url") { Required = true, Description = "A real Elasticsearch." };
        var python = new Option<string?>("--python") { Description = "Script that loads FILE into URL by parallel_bulk; without it that is not measured." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3, Description = "How often each is measured; medians are printed." };
        var command = new Command("load", "Exporter, plain loop and Python script side by side on one server.") { exporter, mart, server, python, rounds };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetRequiredValue(exporter), parsed.GetRequiredValue(mart), new Uri(parsed.GetRequiredValue(server)), parsed.GetValue(python), parsed.GetValue(rounds), cancellationToken));
        return command;
    }

    private static async Task RunAsync(string exporter, string mart, Uri server, string? python, int rounds, CancellationToken cancellationToken)
    {
        using var loop = new PlainLoop(server);
        var rows = File.ReadLines(mart).LongCount();
        var (bodies, connections) = await BestAsync(loop, mart, rows, cancellationToken);
        var exports = new List<ProcessCost>();
        var loops = new List<double>();
        var scripts = new List<ProcessCost>();
        string[] export = ["export", "--mart", mart, "--es-url", server.ToString(), "--es-index", Alias, "--keep", "0", "--progress", "none", "--runs-dir", Directory.CreateTempSubdirectory().FullName];
        for (var round = 0; round < rounds; round++)
        {
            exports.Add(await MeasuredProcess.RunAsync(exporter, export, cancellationToken));
            loops.Add((await loop.RunAsync(bodies, connections, cancellationToken)).TotalSeconds);
            Print($"  round {round + 1}: exporter {rows / exports[^1].Wall.TotalSeconds:N0} docs/s, loop {rows / loops[^1]:N0} docs/s, ratio {loops[^1] / exports[^1].Wall.TotalSeconds:0.00}");
            if (python is not null)
            {
                scripts.Add(await MeasuredProcess.RunAsync("/usr/bin/python3", ["-W", "ignore", python, server.ToString(), mart], cancellationToken));
            }
        }

        Show("exporter", rows, exports);
        Print($"plain loop: {rows / Median.Of(loops):N0} docs/s");
        Print($"exporter / plain loop: {Median.Of(loops.Zip(exports, (plain, ours) => plain / ours.Wall.TotalSeconds)):0.00} (median of the rounds' ratios)");
        if (scripts.Count > 0)
        {
            Show("parallel_bulk", rows, scripts);
            Print($"CPU, exporter / parallel_bulk: {Median.Of(scripts.Zip(exports, (script, ours) => ours.Cpu / script.Cpu)):0.000} (median of the rounds' ratios)");
        }
    }

    /// <summary>The batch size and number of connections at which the loop is fastest, each tried once.</summary>
    private static async Task<(List<byte[]> Bodies, int Connections)> BestAsync(PlainLoop loop, string mart, long rows, CancellationToken cancellationToken)
    {
        (List<byte[]> Bodies, int Connections, int Rows, double Seconds) best = ([], 0, 0, double.MaxValue);
        await loop.RunAsync(await PlainLoop.BodiesAsync(mart, BatchRows[0], cancellationToken), Connections[^1], cancellationToken);
        foreach (var batch in BatchRows)
        {
            var bodies = await PlainLoop.BodiesAsync(mart, batch, cancellationToken);
            foreach (var connections in Connections)
            {
                var seconds = (await loop.RunAsync(bodies, connections, cancellationToken)).TotalSeconds;
                Print($"  loop, {batch} a request, {connections} at once: {rows / seconds:N0} docs/s");
                best = seconds < best.Seconds ? (bodies, connections, batch, seconds) : best;
            }
        }

        Print($"best for the loop: {best.Rows} a request, {best.Connections} at once");
        return (best.Bodies, best.Connections);
    }

    private static void Show(string name, long rows, List<ProcessCost> costs) => Print(
        $"{name}: {rows / Median.Of(costs.Select(cost => cost.Wall.TotalSeconds)):N0} docs/s, {Median.Of(costs.Select(cost => cost.Cpu.TotalSeconds)) / rows * 1e6:0.0} us of CPU a row, peak {Median.Of(costs.Select(cost => cost.PeakMegabytes)):0} MB");

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
