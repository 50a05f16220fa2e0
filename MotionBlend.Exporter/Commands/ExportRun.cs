using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Progress;
using MotionBlend.Exporter.Runs;
using MotionBlend.Exporter.Worker;

namespace MotionBlend.Exporter.Commands;

/// <summary>One run of <c>export</c>, <c>sync</c> or <c>replay</c> from its options to its exit code: runs it, shows it, reports it.</summary>
internal sealed class ExportRun(RunKind kind, ExporterOptions options, ExporterConsole console, IServiceProvider services)
{
    // SIGTERM leaves ten seconds.
    private static readonly TimeSpan KeepTime = TimeSpan.FromSeconds(2);

    private readonly string _command = kind.ToString().ToLowerInvariant();
    private readonly ExportReport _found = new();
    private readonly Ledger _ledger = new();

    /// <summary>Makes a run, or with <c>--every</c> one after the other until it is cancelled.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(RunKind kind, ExporterOptions options, ExporterConsole console, CancellationToken cancellationToken)
    {
        if (kind != RunKind.Export && options.Export.Task is { } task)
        {
            await console.Error.WriteLineAsync($"error: a {kind.ToString().ToLowerInvariant()} is the work of one task, and this is one of {task.Count}");
            await console.Error.WriteLineAsync("  cure: let the job have one task, or unset CLOUD_RUN_TASK_COUNT and Exporter__TaskCount; several tasks share a full export only");
            return ExitCodes.Usage;
        }

        return await (options.Every is null
            ? RunOnceAsync(kind, options, console, _ => { }, cancellationToken)
            : new ExportWorker(options, console, Random.Shared).RunAsync(
                (isFirst, onEnd, token) => RunOnceAsync(kind, isFirst ? options : options.Unconditional(), console, onEnd, token), cancellationToken));
    }

    private static async Task<int> RunOnceAsync(
        RunKind kind, ExporterOptions options, ExporterConsole console, Action<RunReport> onEnd, CancellationToken cancellationToken)
    {
        using var host = ExporterHost.Build(console.Time);
        ExporterHost.StartTelemetry(host);
        return await new ExportRun(kind, options, console, host.Services).RunAsync(onEnd, cancellationToken);
    }

    private async Task<int> RunAsync(Action<RunReport> onEnd, CancellationToken cancellationToken)
    {
        var logger = services.GetRequiredService<ILogger<ExportRun>>();
        var started = console.Time.GetUtcNow();
        var runId = RunId.New(started);
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["RunId"] = runId });
        using var activity = ExporterTelemetry.Activities.StartActivity(_command);
        activity?.SetTag("motionblend.run_id", runId);

        var source = options.Mart?.Name ?? "";
        var folder = new RunFolder(options.RunsDirectory, runId);
        var progress = new RunProgress(_ledger, console.Time);
        await using var deadLetters = new DeadLetterFile(folder.DeadLettersPath, runId, source, console.Time);
        var state = new RunState(runId, _ledger, new DocumentCensus(), deadLetters, progress,
            new ConcurrencyLimit(options.Export.InFlight, options.Export.InFlightBytes));
        await using var composition = new ExportComposition(kind, _command, options, state, console.Time, services);

        var running = RunToEndAsync(folder, composition, logger, cancellationToken);
        await ProgressViews.Of(options.Progress, console).ShowAsync(progress, running);
        var failure = await running;
        var outcome = Outcome(failure);
        var exitCode = failure?.ExitCode ?? (_ledger.Counts.DeadLettered > 0 ? ExitCodes.RowsRejected : ExitCodes.Success);

        var report = Report(runId, outcome, exitCode, failure?.Explanation, started, composition, progress.Snapshot(), deadLetters.Path)
            with
        {
            BulkRetriesByCause = progress.RetriesByCause,
            PhaseSeconds = progress.PhaseSeconds,
        };
        activity?.SetStatus(failure is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, failure?.Explanation.Kind);
        Log.ExportEnded(logger, outcome, report.Ledger.Read, report.Ledger.DeadLettered, report.Seconds);
        onEnd(report);
        var unwritten = await TryWriteAsync(folder, report);
        await KeepAsync(composition, report, logger);
        RunSummary.Write(console.Terminal, report, unwritten is null ? folder.ReportPath : null);
        if ((failure ?? unwritten) is { } told)
        {
            await told.WriteAsync(console.Error);
            return told.ExitCode;
        }

        return exitCode;
    }

    private string Outcome(CommandFailure? failure) => failure switch
    {
        { IsCancelled: true } => "cancelled",
        not null => "failed",
        null when _found.FoundDocuments is not null => "skipped",
        null => _ledger.Counts.DeadLettered > 0 ? "succeeded_with_rejects" : "succeeded",
    };

    /// <summary>Runs the export and turns however it ends into a value.</summary>
    private async Task<CommandFailure?> RunToEndAsync(
        RunFolder folder, ExportComposition composition, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            folder.Create();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, composition.Lease.Lost);
            await RunAsync(composition, stop.Token);
            return null;
        }
        catch (OperationCanceledException) when (composition.Lease.Lost.IsCancellationRequested)
        {
            return CommandFailure.Of(RunLease.LossOf(composition.RunId), logger, cancellationToken);
        }
        catch (Exception exception)
        {
            return CommandFailure.Of(exception, logger, cancellationToken);
        }
    }

    private async Task RunAsync(ExportComposition composition, CancellationToken cancellationToken)
    {
        if (kind == RunKind.Export)
        {
            await using var source = await OpenAsync(MartWindow.Everything with { Shard = options.Export.Task }, cancellationToken);
            await (options.Export.Task is null
                ? composition.Export().RunAsync(source, _found, cancellationToken)
                : composition.Task().RunAsync(source, _found, cancellationToken));
        }
        else
        {
            await composition.Sync().RunAsync(OpenAsync, _found, cancellationToken);
        }
    }

    private Task<IMartSource> OpenAsync(MartWindow window, CancellationToken cancellationToken) =>
        MartOpener.OpenAsync(options.Mart, window, console, services, cancellationToken);

    /// <summary>Keeps the report where every machine and the dashboard find it. The file is there already, so failing is no failure of the run.</summary>
    private async Task KeepAsync(ExportComposition composition, RunReport report, ILogger logger)
    {
        if (!composition.Lease.WasTaken)
        {
            return;
        }

        using var limit = new CancellationTokenSource(KeepTime, console.Time);
        try
        {
            await composition.Control.WriteAsync(report, limit.Token);
        }
        catch (Exception exception) when (exception is ExportException or OperationCanceledException)
        {
            Log.ReportNotKept(logger, ControlIndex.Name, exception.Message);
        }
    }

    /// <summary>Writes the report.</summary>
    /// <returns>Null, or why it is not written; what the run did stands all the same.</returns>
    private static async Task<CommandFailure?> TryWriteAsync(RunFolder folder, RunReport report)
    {
        try
        {
            await folder.WriteAsync(report);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new CommandFailure(ExitCodes.Of(ExportFailure.OutputNotWritable), new RunReportFailure("output_not_writable",
                $"the report {folder.ReportPath} cannot be written: {exception.Message}",
                "free disk space or name another folder with --runs-dir; the run itself ended as the summary says"));
        }
    }

    private RunReport Report(string runId, string outcome, int exitCode, RunReportFailure? failure, DateTimeOffset started,
        ExportComposition composition, ProgressSnapshot end, string? deadLetters) => new()
        {
            RunId = runId,
            Command = _command,
            Outcome = outcome,
            ExitCode = exitCode,
            Failure = failure,
            StartedAt = started,
            Seconds = end.Elapsed.TotalSeconds,
            Source = options.Mart?.Name ?? "",
            SourceRows = _found.SourceRows,
            IgnoredColumns = _found.IgnoredColumns,
            Cluster = options.Endpoint.ToString(),
            ClusterVersion = _found.ClusterVersion,
            Alias = options.Export.Alias,
            FoundDocuments = _found.FoundDocuments,
            Index = _found.Index,
            SyncedIndex = _found.SyncedIndex,
            WindowFrom = _found.WindowFrom,
            WindowBefore = _found.WindowBefore,
            Watermark = _found.Watermark,
            DeletesSkipped = _found.DeletesSkipped,
            VerifiedDocuments = _found.VerifiedDocuments,
            PreviousIndices = _found.PreviousIndices,
            ResumedRun = _found.ResumedRun,
            ResumedRows = _found.ResumedRows,
            RestartReason = _found.RestartReason,
            KeptRows = _found.KeptRows,
            EarlierDeadLetters = _found.EarlierDeadLetters,
            TaskIndex = _found.Task?.Index,
            TaskCount = _found.Task?.Count,
            PendingTasks = _found.PendingTasks,
            MergedLedger = _found.MergedLedger,
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
