using System.CommandLine;
using MotionBlend.Exporter.Configuration;

namespace MotionBlend.Exporter.Commands;

/// <summary><c>sync</c>: what changed in the mart, through the alias.</summary>
internal static class SyncCommand
{
    /// <summary>What help adds.</summary>
    public const string Examples = """
        Examples:
          What changed in BigQuery since the last run, e.g. every ten minutes from a scheduler:
            MotionBlend.Exporter sync --bq-project my-studio --bq-dataset marts --es-url http://localhost:9200
          The same without a scheduler; /health of port 8090 tells how it is:
            MotionBlend.Exporter sync --bq-project my-studio --bq-dataset marts --every 10m
          All rows updated since the first of November once more:
            MotionBlend.Exporter sync --mart mart.ndjson.gz --since 2026-11-01T00:00:00Z
          Also what the mart no longer has, e.g. once a day:
            MotionBlend.Exporter sync --bq-project my-studio --bq-dataset marts --deletes on --max-deletes 5%

        How it works:
          The run reads the rows updated from the watermark less --overlap up to its start less --settle. Rows that the
          index holds already in the same version with the same values are not sent. The watermark moves only when every row
          is settled, refreshed and found again, and is kept in the index mb_exporter_runs, so that any machine goes on.
          With --deletes on the ids of the whole mart are read, and documents of other ids are deleted, unless they are more than
          --max-deletes allows; else
          deleted rows are not seen. Rows whose values change without updated_at never are: run 'export' from time to time.

        Exit codes: 0 in step; 3 in step, but rows were rejected; 5 not verified; 6 another run is at work; 7 another run
        took over; 9 more deletes than --max-deletes; 25 there is no index yet; else as for export.
        """;

    /// <summary>The command.</summary>
    public static Command Create(ExporterConsole console)
    {
        var command = new Command("sync", "Exports what changed since the last run, through the alias.");
        new SettingOptions(command, ExporterSettings.OfSync).SetAction(command, console, needsMart: true,
            (_, options, cancellationToken) => ExportRun.RunAsync(RunKind.Sync, options, console, cancellationToken));
        return command;
    }
}
