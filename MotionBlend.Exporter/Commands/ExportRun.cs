using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Progress;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Commands;

/// <summary>One run of <c>export</c> from its options to its exit code: runs it, shows it, reports it.</summary>
internal sealed class ExportRun(ExporterOptions options, ExporterConsole console, IServiceProvider services)
{
    private readonly ExportReport _found = new();
    private readonly Ledger _ledger = new();

    /// <summary>Runs an export.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ExporterOptions options, ExporterConsole console, CancellationToken cancellationToken)
    {
        using var host = ExporterHost.Build(console.Time);
        ExporterHost.StartTelemetry(host);
        return await new ExportRun(options, console, host.Services).RunAsync(cancellationToken);
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var logger = services.GetRequiredService<ILogger<ExportRun>>();
        var started = console.Time.GetUtcNow();
        var runId = RunId.New(started);
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["RunId"] = runId });
        using var activity = ExporterTelemetry.Activities.StartActivity("export");
        activity?.SetTag("motionblend.run_id", runId);

        var folder = new RunFolder(options.RunsDirectory, runId);
        var progress = new RunProgress(_ledger, console.Time);
        await using var deadLetters = new DeadLetterFile(folder.DeadLettersPath, runId, SourceName(), console.Time);
        var state = new RunState(runId, _ledger, new DocumentCensus(), deadLetters, progress);
        using var composition = new ExportComposition(options, state, console.Time, services);

        var running = RunToEndAsync(folder, composition, logger, cancellationToken);
        await View().ShowAsync(progress, running);
        var (outcome, exitCode, failure) = await running;

        var report = Report(runId, outcome, exitCode, failure, started, composition, progress.Snapshot(), deadLetters.Path);
        activity?.SetStatus(failure is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, failure?.Kind);
        Log.ExportEnded(logger, outcome, report.Ledger.Read, report.Ledger.DeadLettered, report.Seconds);
        var isWritten = await TryWriteAsync(folder, report);
        RunSummary.Write(console.Terminal, report, isWritten ? folder.ReportPath : null);
        if (failure is not null)
        {
            await console.Error.WriteLineAsync($"error: {failure.Problem}");
            await console.Error.WriteLineAsync($"  cure: {failure.Cure}");
        }

        return isWritten || exitCode is not (ExitCodes.Success or ExitCodes.RowsRejected) ? exitCode : ExitCodes.Of(ExportFailure.OutputNotWritable);
    }

    /// <summary>Runs the export and turns however it ends into a value.</summary>
    private async Task<(string Outcome, int ExitCode, RunReportFailure? Failure)> RunToEndAsync(
        RunFolder folder, ExportComposition composition, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            folder.Create();
            await using var source = await OpenAsync(cancellationToken);
            await composition.Export.RunAsync(source, _found, cancellationToken);
            if (_found.FoundDocuments is not null)
            {
                return ("skipped", ExitCodes.Success, null);
            }

            return _ledger.Counts.DeadLettered > 0
                ? ("succeeded_with_rejects", ExitCodes.RowsRejected, null)
                : ("succeeded", ExitCodes.Success, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ("cancelled", ExitCodes.Cancelled,
                new RunReportFailure("cancelled", "the run was cancelled", "run the command again; it starts afresh"));
        }
        catch (MartException exception)
        {
            return Failed(new ExportException(ExportFailure.SourceUnreadable, exception.Message, "check the path and the file, then run again"), logger);
        }
        catch (ExportException exception)
        {
            return Failed(exception, logger);
        }
        catch (Exception exception)
        {
            // The one place where a fault of our own ends: reported with its trace in the log, never as a success.
            Log.Unexpected(logger, exception);
            return ("failed", ExitCodes.Unexpected,
                new RunReportFailure("unexpected", $"{exception.GetType().Name}: {exception.Message}", "this is a fault of the exporter; please report it with the log"));
        }
    }

    private static (string Outcome, int ExitCode, RunReportFailure? Failure) Failed(ExportException exception, ILogger logger)
    {
        Log.ExportFailed(logger, exception.Failure.ToString(), exception.Message);
        return ("failed", ExitCodes.Of(exception.Failure),
            new RunReportFailure(JsonNamingPolicy.SnakeCaseLower.ConvertName(exception.Failure.ToString()), exception.Message, exception.Cure));
    }

    private Task<IMartSource> OpenAsync(CancellationToken cancellationToken) => options.Mart switch
    {
        MartChoice.File file => MartFile.OpenAsync(file.Path, cancellationToken),
        _ => throw new ExportException(ExportFailure.SourceNotSupported,
            $"this version of the exporter reads mart files, not BigQuery ({SourceName()})",
            "extract the table to Parquet or NDJSON (bq extract --destination_format PARQUET ...) and name the file with --mart"),
    };

    private string SourceName() => options.Mart switch
    {
        MartChoice.File file => file.Path,
        MartChoice.BigQuery table => $"{table.Project}.{table.Dataset}.{table.Table}",
        _ => throw new InvalidOperationException("No such mart."),
    };

    private IProgressView View() => options.Progress switch
    {
        ProgressMode.None => new PlainProgressView(TextWriter.Null, console.Time),
        ProgressMode.Bar => new LiveProgressView(console.Terminal, console.Time),
        ProgressMode.Auto when console.Terminal.Profile.Out.IsTerminal => new LiveProgressView(console.Terminal, console.Time),
        _ => new PlainProgressView(console.Output, console.Time),
    };

    private async Task<bool> TryWriteAsync(RunFolder folder, RunReport report)
    {
        try
        {
            await folder.WriteAsync(report);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await console.Error.WriteLineAsync($"error: the report {folder.ReportPath} cannot be written: {exception.Message}");
            return false;
        }
    }

    private RunReport Report(string runId, string outcome, int exitCode, RunReportFailure? failure, DateTimeOffset started,
        ExportComposition composition, ProgressSnapshot end, string? deadLetters) => new()
        {
            RunId = runId,
            Command = "export",
            Outcome = outcome,
            ExitCode = exitCode,
            Failure = failure,
            StartedAt = started,
            Seconds = end.Elapsed.TotalSeconds,
            Source = SourceName(),
            SourceRows = _found.SourceRows,
            IgnoredColumns = _found.IgnoredColumns,
            Cluster = options.Endpoint.ToString(),
            ClusterVersion = _found.ClusterVersion,
            Alias = options.Export.Alias,
            FoundDocuments = _found.FoundDocuments,
            Index = _found.Index,
            VerifiedDocuments = _found.VerifiedDocuments,
            PreviousIndices = _found.PreviousIndices,
            DeletedIndices = _found.DeletedIndices,
            OrphanIndices = _found.OrphanIndices,
            Ledger = end.Counts,
            Warnings = composition.Pipeline.Warnings,
            DeadLetters = deadLetters,
            BytesRead = end.BytesRead,
            BytesSent = end.BytesSent,
            BulkRequests = end.Requests,
            BulkRetries = end.Retries,
            ThrottledDocuments = end.Throttled,
        };
}
