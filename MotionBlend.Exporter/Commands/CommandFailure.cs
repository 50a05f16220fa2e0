using System.Text.Json;
using Microsoft.Extensions.Logging;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Commands;

/// <summary>How a command failed: its exit code, and what it says about it.</summary>
/// <param name="ExitCode">One of <see cref="ExitCodes"/>.</param>
/// <param name="Explanation">Kind, problem and cure.</param>
internal sealed record CommandFailure(int ExitCode, RunReportFailure Explanation)
{
    /// <summary>True when a signal ended the command.</summary>
    public bool IsCancelled => ExitCode == ExitCodes.Cancelled;

    /// <summary>Turns whatever ended a command into a failure; a fault of our own is logged with its trace.</summary>
    /// <param name="exception">What ended it.</param>
    /// <param name="logger">Log.</param>
    /// <param name="cancellationToken">The command's token.</param>
    public static CommandFailure Of(Exception exception, ILogger logger, CancellationToken cancellationToken)
    {
        switch (exception)
        {
            case OperationCanceledException when cancellationToken.IsCancellationRequested:
                return new CommandFailure(ExitCodes.Cancelled,
                    new RunReportFailure("cancelled", "the run was cancelled", "run the command again; an export goes on where it stopped"));
            case MartException mart:
                return Of(ExportFailure.SourceUnreadable, mart.Message, mart.Cure ?? "check the path and the file, then run again", logger);
            case ExportException known:
                return Of(known.Failure, known.Message, known.Cure, logger);
            default:
                Log.Unexpected(logger, exception);
                return new CommandFailure(ExitCodes.Unexpected, new RunReportFailure(
                    "unexpected", $"{exception.GetType().Name}: {exception.Message}", "this is a fault of the exporter; please report it with the log"));
        }
    }

    /// <summary>Says what happened and what can be done about it.</summary>
    public async Task WriteAsync(TextWriter error)
    {
        await error.WriteLineAsync($"error: {Explanation.Problem}");
        await error.WriteLineAsync($"  cure: {Explanation.Cure}");
    }

    private static CommandFailure Of(ExportFailure failure, string problem, string cure, ILogger logger)
    {
        Log.CommandFailed(logger, failure.ToString(), problem);
        return new CommandFailure(ExitCodes.Of(failure),
            new RunReportFailure(JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.ToString()), problem, cure));
    }
}
