using Microsoft.Extensions.Logging;

namespace MotionBlend.Exporter;

/// <summary>Every log message of the exporter. Event ids are stable.</summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "Export of {Source} into {Index} behind {Alias} starts")]
    public static partial void ExportStarts(ILogger logger, string source, string index, string alias);

    [LoggerMessage(1002, LogLevel.Information, "Export ended: {Outcome}, {Read} rows read, {DeadLettered} dead letters, {Seconds:0.0} s")]
    public static partial void ExportEnded(ILogger logger, string outcome, long read, long deadLettered, double seconds);

    [LoggerMessage(1003, LogLevel.Error, "Command failed: {Failure}: {Problem}")]
    public static partial void CommandFailed(ILogger logger, string failure, string problem);

    [LoggerMessage(1004, LogLevel.Critical, "The exporter has a fault")]
    public static partial void Unexpected(ILogger logger, Exception exception);

    [LoggerMessage(1101, LogLevel.Warning, "Bulk attempt {Attempt} failed, next in {Delay:0} ms: {Error}")]
    public static partial void BulkRetried(ILogger logger, int attempt, double delay, string error);

    [LoggerMessage(1102, LogLevel.Warning, "A bulk request of {Operations} operations was refused and is halved: {Error}")]
    public static partial void RequestHalved(ILogger logger, int operations, string error);

    [LoggerMessage(1103, LogLevel.Warning, "Request failed, attempt {Attempt}, next in {Delay:0} ms: {Error}")]
    public static partial void RequestRetried(ILogger logger, int attempt, double delay, string error);

    [LoggerMessage(1201, LogLevel.Warning, "Index {Index} is what an earlier run left unfinished; it is not behind {Alias}")]
    public static partial void OrphanFound(ILogger logger, string index, string alias);

    [LoggerMessage(1202, LogLevel.Information, "Index {Index} deleted: {Reason}")]
    public static partial void IndexDeleted(ILogger logger, string index, string reason);

    [LoggerMessage(1203, LogLevel.Warning, "Index {Index} could not be deleted: {Error}")]
    public static partial void IndexNotDeleted(ILogger logger, string index, string error);

    [LoggerMessage(1204, LogLevel.Information, "Alias {Alias} moved to {Index}")]
    public static partial void AliasMoved(ILogger logger, string alias, string index);
}
