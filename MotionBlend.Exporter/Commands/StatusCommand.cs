using System.CommandLine;
using MotionBlend.Domain.Indexing;
using MotionBlend.Elasticsearch.Search;
using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Progress;
using MotionBlend.Exporter.Runs;
using Spectre.Console;

namespace MotionBlend.Exporter.Commands;

/// <summary><c>status</c>: where readers stand, how fresh that is, and what the last runs did.</summary>
internal static class StatusCommand
{
    /// <summary>What help adds.</summary>
    public const string Examples = """
        Example:
          MotionBlend.Exporter status --es-url http://localhost:9200

        Freshness lag is the age of the newest updated_at that searches find. A run that was killed leaves no report.

        Exit codes: 0; 20 to 24 as for export.
        """;

    private const int LastRuns = 10;

    /// <summary>The command.</summary>
    public static Command Create(ExporterConsole console) => ClusterCommand.Create(
        console, "status", "Shows the last runs, the watermark and how fresh readers' view is.",
        (_, options, connection, _, cancellationToken) => ShowAsync(console, options.Export.Alias, connection, cancellationToken));

    private static async Task<int> ShowAsync(ExporterConsole console, string alias, ClusterConnection connection, CancellationToken cancellationToken)
    {
        var now = console.Time.GetUtcNow();
        var current = await connection.Indices.CurrentAsync(cancellationToken);
        await console.Output.WriteLineAsync(current.Count == 0
            ? $"{alias}: no index yet; run 'export'"
            : $"{alias}: {string.Join(", ", current)}, {ProgressText.Count(await connection.Indices.CountAsync(alias, cancellationToken))} documents");
        if (current.Count > 0)
        {
            var newest = await NewestAsync(alias, connection, cancellationToken);
            await console.Output.WriteLineAsync(newest is { } time
                ? $"newest updated_at: {ProgressText.Time(time)}; freshness lag {ProgressText.Duration(now - time)}"
                : "newest updated_at: none");
        }

        var runs = await connection.Control.LastRunsAsync(LastRuns, cancellationToken);
        var state = (await connection.Control.ReadAsync(cancellationToken)).State;
        await console.Output.WriteLineAsync(state.Watermark is { } watermark
            ? $"watermark: {ProgressText.Time(watermark.Time)} of {watermark.Source} in {watermark.Index}, by run {watermark.RunId}"
            : "watermark: none; the next sync reads the whole mart");
        await console.Output.WriteLineAsync(state.Holder is not { } holder ? "at work: no run"
            : holder.IsGone(now) ? $"at work: no run; run {holder.RunId} ({holder.Command}) was killed or cut off, the next run goes on"
            : $"at work: run {holder.RunId} ({holder.Command} on {holder.Place}) since {ProgressText.Time(holder.Since)}");
        if (state.Load is { } load)
        {
            await console.Output.WriteLineAsync(
                $"unfinished: {load.Index}, {ProgressText.Count(load.Done.Rows)} rows of {load.Source} by run {load.RunId}; the next export of it goes on there");
        }

        if (state.Tasks is { } tasks)
        {
            await console.Output.WriteLineAsync($"tasks: {tasks.Count} tasks load {tasks.Index} from {tasks.Source} since {ProgressText.Time(tasks.StartedAt)}; the last one publishes it");
            foreach (var task in await TaskProgress.ReadAsync(connection.Control, tasks, cancellationToken))
            {
                await console.Output.WriteLineAsync("  " + task.Describe(now));
            }
        }

        if (runs.Count == 0)
        {
            await console.Output.WriteLineAsync("no runs yet");
            return ExitCodes.Success;
        }

        Write(console.Terminal, runs);
        return ExitCodes.Success;
    }

    private static async Task<DateTimeOffset?> NewestAsync(string alias, ClusterConnection connection, CancellationToken cancellationToken)
    {
        var search = new SearchRequest { Sort = [new SortField(BlendFields.UpdatedAt, Descending: true)], Size = 1 };
        var found = await connection.Requests.SendAsync<IReadOnlyList<DateTimeOffset>>("looking for the newest blend", token =>
            new SearchClient(connection.Transport).SearchAsync<IReadOnlyList<DateTimeOffset>>(alias, search,
                reply => [.. reply.Hits.Select(hit => hit.GetProperty(BlendFields.UpdatedAt).GetDateTimeOffset())], token), cancellationToken);
        return found.Count > 0 ? found[0] : null;
    }

    private static void Write(IAnsiConsole terminal, IReadOnlyList<RunReport> runs)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("run", "command", "outcome", "read", "written", "unchanged", "rejected", "took");
        foreach (var run in runs)
        {
            var ledger = run.Ledger;
            table.AddRow(run.RunId, run.Command, Markup.Escape(run.Failure is { } failure ? $"{run.Outcome}: {failure.Kind}" : run.Outcome),
                ProgressText.Count(ledger.Read), ProgressText.Count(ledger.Created + ledger.Updated), ProgressText.Count(ledger.Noop),
                ProgressText.Count(ledger.DeadLettered), ProgressText.Duration(TimeSpan.FromSeconds(run.Seconds)));
        }

        terminal.Write(table);
    }
}
