using MotionBlend.Exporter.Runs;
using Spectre.Console;

namespace MotionBlend.Exporter.Progress;

/// <summary>The table at the end of a run: what became of every row, and where readers stand now.</summary>
internal static class RunSummary
{
    /// <summary>Writes the summary of a run.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="report">The run's report.</param>
    /// <param name="reportPath">Where the report was written; null when it could not be.</param>
    public static void Write(IAnsiConsole console, RunReport report, string? reportPath)
    {
        // Lines that people copy go past the console, which would break them at the terminal's width.
        var lines = console.Profile.Out.Writer;
        if (report.Ledger.Read > 0)
        {
            LedgerTable.Write(console, report.Ledger, report.Source, report.Warnings, isNew: report.SyncedIndex is null);
        }

        WriteColumns(lines, report);
        WriteResumption(lines, report);
        WriteIndices(lines, report);
        var rate = report.Seconds > 0 ? report.Ledger.Accounted / report.Seconds : 0;
        lines.WriteLine($"{ProgressText.Duration(TimeSpan.FromSeconds(report.Seconds))}, {ProgressText.Count(rate)} rows/s, "
            + $"{ProgressText.Count(report.BulkRequests)} bulk requests, {ProgressText.Count(report.BulkRetries)} sent again{Causes(report)}");
        if (report.DeadLetters is { } deadLetters)
        {
            lines.WriteLine($"dead letters: {deadLetters}");
        }

        if (reportPath is not null)
        {
            lines.WriteLine($"report: {reportPath}");
        }
    }

    private static string Causes(RunReport report) => report.BulkRetriesByCause.Count == 0 ? "" : " ("
        + string.Join(", ", report.BulkRetriesByCause.OrderByDescending(cause => cause.Value).Select(cause => $"{cause.Key} {ProgressText.Count(cause.Value)}")) + ")";

    private static void WriteColumns(TextWriter lines, RunReport report)
    {
        if (report.IgnoredColumns.Count > 0)
        {
            lines.WriteLine($"columns left out, the index has no such field: {string.Join(", ", report.IgnoredColumns)}");
        }
    }

    private static void WriteResumption(TextWriter lines, RunReport report)
    {
        if (report.TaskCount is { } count && report.Failure is null)
        {
            lines.WriteLine(report.MergedLedger is { } merged
                ? $"task {report.TaskIndex} of {count} was the last: all tasks read {ProgressText.Count(merged.Read)} rows, created {ProgressText.Count(merged.Created)}, rejected {ProgressText.Count(merged.DeadLettered)}"
                : $"task {report.TaskIndex} of {count} is done; {(report.PendingTasks.Count > 0 ? $"tasks {string.Join(", ", report.PendingTasks)} are not yet, and the last one publishes" : "another task publishes")}");
        }

        if (report.ResumedRun is { } run)
        {
            lines.WriteLine($"went on with the load of run {run}: {ProgressText.Count(report.ResumedRows ?? 0)} rows were not read again");
        }

        if (report.RestartReason is { } reason)
        {
            lines.WriteLine($"began anew: {reason}");
        }

        if (report.KeptRows is { } kept)
        {
            lines.WriteLine($"{ProgressText.Count(kept)} rows are kept in a new index; run the same export again, and it goes on there");
        }

        foreach (var letters in report.EarlierDeadLetters)
        {
            lines.WriteLine($"dead letters of that run: {letters}");
        }
    }

    private static void WriteSync(TextWriter lines, RunReport report, string index)
    {
        lines.WriteLine(report.VerifiedDocuments is { } documents
            ? $"{report.Alias} ({index}): {ProgressText.Count(report.Ledger.Created + report.Ledger.Updated)} rows written and found again, {ProgressText.Count(documents)} documents"
            : $"{report.Alias} ({index}): not verified, the watermark was not moved");
        if (report.WindowBefore is not null)
        {
            lines.WriteLine($"rows updated {(report.WindowFrom is { } from ? $"from {ProgressText.Time(from)} " : "")}to {ProgressText.Time(report.WindowBefore)}"
                + $"; watermark: {(report.Watermark is null ? "none" : ProgressText.Time(report.Watermark))}");
        }
    }

    private static void WriteIndices(TextWriter lines, RunReport report)
    {
        if (report.FoundDocuments is { } found)
        {
            lines.WriteLine($"{report.Alias} holds {ProgressText.Count(found)} documents already; nothing was done (--if-empty)");
        }
        else if (report.SyncedIndex is { } synced)
        {
            WriteSync(lines, report, synced);
        }
        else if (report.Index is { } index)
        {
            lines.WriteLine($"{report.Alias} is now {index}, {ProgressText.Count(report.VerifiedDocuments ?? 0)} documents verified");
        }
        else
        {
            lines.WriteLine(report.PreviousIndices.Count > 0
                ? $"{report.Alias} was not moved: readers see {string.Join(", ", report.PreviousIndices)} as before"
                : $"{report.Alias} was not moved");
        }

        if (report.DeletesSkipped is { } skipped)
        {
            lines.WriteLine($"no document was deleted: {skipped}");
        }

        foreach (var orphan in report.OrphanIndices)
        {
            lines.WriteLine($"left unfinished by an earlier run (or loaded by another one right now): {orphan}; DELETE /{orphan} removes it");
        }
    }
}
