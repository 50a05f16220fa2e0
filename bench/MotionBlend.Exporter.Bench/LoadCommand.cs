using System.CommandLine;
using System.Globalization;

namespace MotionBlend.Exporter.Bench;

/// <summary>
/// <c>load</c>: exporter, plain loop and Python script take turns at loading the same rows into the same server, into indices of the same
/// mapping and settings (no refresh, no replica). The loop's time is that of creating the index, posting and refreshing; the exporter's is told for the
/// same steps, and for the whole process from start to end: as a first export, and as one over an index of the same rows.
/// </summary>
internal static class LoadCommand
{
    private static readonly int[] BatchRows = [1000, 2000, 5000];
    private static readonly int[] Connections = [1, 2, 4];

    public static Command Create()
    {
        var exporter = new Option<string>("--exporter") { Required = true, Description = "The exporter's executable." };
        var mart = new Option<string>("--mart") { Required = true, Description = "Mart file in NDJSON." };
        var server = new Option<string>("--es-url") { Required = true, Description = "A real Elasticsearch." };
        var python = new Option<string?>("--python") { Description = "Script that loads FILE into URL by parallel_bulk; without it that is not measured." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "How often each is measured; medians are printed." };
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
        var (loops, firsts, seconds, scripts) = (new List<double>(), new List<ExporterRun>(), new List<ExporterRun>(), new List<ProcessCost>());
        for (var round = 0; round < rounds; round++)
        {
            // Whoever comes later meets a server that still merges: they take turns at that.
            var isLoopFirst = round % 2 == 1;
            if (isLoopFirst)
            {
                loops.Add((await loop.RunAsync(bodies, connections, cancellationToken)).TotalSeconds);
            }

            await ExporterRun.ForgetAsync(server, cancellationToken);
            firsts.Add(await ExporterRun.MeasureAsync(exporter, mart, server, cancellationToken));
            if (!isLoopFirst)
            {
                loops.Add((await loop.RunAsync(bodies, connections, cancellationToken)).TotalSeconds);
            }

            seconds.Add(await ExporterRun.MeasureAsync(exporter, mart, server, cancellationToken));
            if (python is not null)
            {
                scripts.Add(await MeasuredProcess.RunAsync("/usr/bin/python3", ["-W", "ignore", python, server.ToString(), mart], cancellationToken));
            }

            Print($"  round {round + 1}: loop {rows / loops[^1]:N0} docs/s; exporter {rows / firsts[^1].LoadSeconds:N0} loading, {rows / firsts[^1].Cost.Wall.TotalSeconds:N0} as a whole, {rows / seconds[^1].Cost.Wall.TotalSeconds:N0} over an index");
        }

        Print($"plain loop: {rows / Median.Of(loops):N0} docs/s");
        Show("exporter, first export", rows, [.. firsts.Select(run => run.Cost)]);
        Show("exporter, over an index", rows, [.. seconds.Select(run => run.Cost)]);
        Print($"exporter / plain loop, same steps: {Ratio(loops, firsts, run => run.LoadSeconds):0.00}; over an index {Ratio(loops, seconds, run => run.LoadSeconds):0.00} (medians of the rounds' ratios)");
        Print($"exporter / plain loop, whole run: {Ratio(loops, firsts, run => run.Cost.Wall.TotalSeconds):0.00}; over an index {Ratio(loops, seconds, run => run.Cost.Wall.TotalSeconds):0.00}");
        if (scripts.Count > 0)
        {
            Show("parallel_bulk", rows, scripts);
            Print($"CPU, exporter / parallel_bulk: {Median.Of(scripts.Zip(firsts, (script, ours) => ours.Cost.Cpu / script.Cpu)):0.000}; over an index {Median.Of(scripts.Zip(seconds, (script, ours) => ours.Cost.Cpu / script.Cpu)):0.000} (medians of the rounds' ratios)");
        }
    }

    private static double Ratio(List<double> loops, List<ExporterRun> runs, Func<ExporterRun, double> seconds) =>
        Median.Of(loops.Zip(runs, (plain, ours) => plain / seconds(ours)));

    /// <summary>The batch size and number of connections at which the loop is fastest, each tried once on a third of the rows.</summary>
    private static async Task<(List<byte[]> Bodies, int Connections)> BestAsync(PlainLoop loop, string mart, long rows, CancellationToken cancellationToken)
    {
        (List<byte[]> Bodies, int Connections, int Rows, double Rate) best = ([], 0, 0, 0);
        await loop.RunAsync(await PlainLoop.BodiesAsync(mart, BatchRows[0], cancellationToken), Connections[^1], cancellationToken);
        foreach (var batch in BatchRows)
        {
            var bodies = await PlainLoop.BodiesAsync(mart, batch, cancellationToken);
            var third = bodies.Take(Math.Max(1, bodies.Count / 3)).ToList();
            foreach (var connections in Connections)
            {
                var rate = Math.Min(rows, (long)third.Count * batch) / (await loop.RunAsync(third, connections, cancellationToken)).TotalSeconds;
                Print($"  loop, {batch} a request, {connections} at once: {rate:N0} docs/s");
                best = rate > best.Rate ? (bodies, connections, batch, rate) : best;
            }
        }

        Print($"best for the loop: {best.Rows} a request, {best.Connections} at once");
        return (best.Bodies, best.Connections);
    }

    private static void Show(string name, long rows, List<ProcessCost> costs) => Print(
        $"{name}: {rows / Median.Of(costs.Select(cost => cost.Wall.TotalSeconds)):N0} docs/s, {Median.Of(costs.Select(cost => cost.Cpu.TotalSeconds)) / rows * 1e6:0.0} us of CPU a row, peak {Median.Of(costs.Select(cost => cost.PeakMegabytes)):0} MB");

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
