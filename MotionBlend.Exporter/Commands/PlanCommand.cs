using System.CommandLine;
using MotionBlend.Domain.Quality;
using MotionBlend.Elasticsearch.Documents;
using MotionBlend.Exporter.Comparison;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Progress;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Commands;

/// <summary><c>plan</c>: what the next run would do, row by row, with nothing written.</summary>
internal static class PlanCommand
{
    /// <summary>What help adds.</summary>
    public const string Examples = """
        Examples:
          What an export would change for readers:
            MotionBlend.Exporter plan --mart mart.ndjson.gz --es-url http://localhost:9200
          What the next sync would do, deletes included:
            MotionBlend.Exporter plan --incremental --deletes on --bq-project my-studio --bq-dataset marts

        The ledger that is shown is that of the run that follows, row for row, as long as mart and index stay as they are and the cluster
        refuses no row. Bytes that BigQuery would bill and their price are shown before the mart is read. Nothing is written.
        Exit codes as for export; also 0 when the run would be refused, which is said.
        """;

    /// <summary>The command.</summary>
    public static Command Create(ExporterConsole console)
    {
        var command = new Command("plan", "Shows what a run would change, and writes nothing.");
        var incremental = new Option<bool>("--incremental") { Description = "What the next sync would do, instead of the next export." };
        command.Add(incremental);
        Setting[] settings =
        [
            .. MartComparison.Settings, ExporterSettings.MaxDeadLetters, ExporterSettings.MaxDeletes, ExporterSettings.Settle, ExporterSettings.Overlap,
            ExporterSettings.Since, ExporterSettings.Deletes,
        ];
        new SettingOptions(command, settings).SetAction(command, console, needsMart: true, (parsed, options, cancellationToken) =>
            MartComparison.RunAsync("plan", options, console, parsed.GetValue(incremental)
                ? (comparison, token) => SyncAsync(comparison, console, token)
                : (comparison, token) => ExportAsync(comparison, console, token), cancellationToken));
        return command;
    }

    private static async Task<int> ExportAsync(MartComparison comparison, ExporterConsole console, CancellationToken cancellationToken)
    {
        var result = await comparison.CompareAsync(cancellationToken);
        ComparisonTable.WritePlan(console, result);
        console.Output.WriteLine("the next export:");
        LedgerTable.Write(console.Terminal, result.ExportLedger, comparison.Options.Mart!.Name, new Dictionary<string, long>(), isNew: true);
        if ((await comparison.Connection.Control.ReadAsync(cancellationToken)).State.Load is { } load)
        {
            console.Output.WriteLine($"but run {load.RunId} left a load of {ProgressText.Count(load.Done.Rows)} rows unfinished: where mart and mapping are the same, the next export goes on with it, in the mart as it was then; --restart begins anew");
        }

        WriteVerdict(console, comparison.Options, result.ExportLedger, result.Documents);
        return ExitCodes.Success;
    }

    private static async Task<int> SyncAsync(MartComparison comparison, ExporterConsole console, CancellationToken cancellationToken)
    {
        var (options, connection) = (comparison.Options, comparison.Connection);
        await connection.FirstContact.SendAsync("looking for Elasticsearch", connection.Cluster.VersionAsync, cancellationToken);
        var gate = new QualityGate();
        await using var letters = new DeadLetterFile(null, "", options.Export.Source, console.Time);
        var state = new RunState("plan", comparison.Ledger, new DocumentCensus(), letters, comparison.Progress,
            new ConcurrencyLimit(options.Export.InFlight, options.Export.InFlightBytes));
        var scanner = new DocumentScanner(connection.Transport);
        var writer = new PredictingWriter(state);
        var judge = new BatchJudge(gate, withDigests: true);
        var pipeline = new ExportPipeline(judge, writer, state, DeadLetterCap.None, new IndexedBlends(scanner, connection.Requests, options.Export.Alias, state, gate, indices: null));
        var gone = new GoneBlends(scanner, new DocumentDeleter(connection.Transport), connection.Requests, options.Export.Fuse);
        var sync = options.Sync(isReplay: false);
        var plan = new SyncPlan(connection.Indices, connection.Control, new SyncComparison(connection.Indices, judge, pipeline, gone, sync, state), gone, sync, state, console.Time);
        var report = new ExportReport();
        await comparison.WatchAsync(RunAsync());

        var range = report.WindowFrom is { } from ? $"from {ProgressText.Time(from)} " : "";
        console.Output.WriteLine($"the next sync into {report.SyncedIndex}, rows updated {range}to {ProgressText.Time(report.WindowBefore)}:");
        LedgerTable.Write(console.Terminal, comparison.Ledger.Counts, options.Mart!.Name, pipeline.Warnings, isNew: false);
        WriteSamples(console, "created", writer.Created);
        WriteSamples(console, "updated", writer.Updated);
        WriteSamples(console, "deleted", [.. gone.Samples]);
        if (report.DeletesSkipped is { } skipped)
        {
            console.Output.WriteLine($"no document would be deleted: {skipped}");
        }

        // The fuse looks at the index after the sync has written.
        WriteVerdict(console, options, comparison.Ledger.Counts, gone.Documents + comparison.Ledger.Counts.Created);
        return ExitCodes.Success;

        async Task<bool> RunAsync()
        {
            await plan.RunAsync(comparison.OpenWithPriceAsync, report, cancellationToken);
            return true;
        }
    }

    private static void WriteSamples(ExporterConsole console, string name, IReadOnlyList<string> ids)
    {
        if (ids.Count > 0)
        {
            console.Output.WriteLine($"{name}, among others: {string.Join(", ", ids)}");
        }
    }

    /// <summary>Says what would stop the run.</summary>
    private static void WriteVerdict(ExporterConsole console, ExporterOptions options, LedgerCounts ledger, long documents)
    {
        if (options.Export.Cap.IsExceeded(ledger, isEnd: true))
        {
            console.Output.WriteLine($"it would be refused with exit code {ExitCodes.Of(ExportFailure.TooManyRejected)}: more rows rejected than --max-dead-letters {options.Export.Cap} allows");
        }
        else if (!options.Export.Fuse.Allows(ledger.Deleted, documents))
        {
            console.Output.WriteLine($"it would be refused with exit code {ExitCodes.Of(ExportFailure.TooManyDeletes)}: more deletes than --max-deletes {options.Export.Fuse} allows");
        }

        console.Output.WriteLine("nothing was written");
    }
}
