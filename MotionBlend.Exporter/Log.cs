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

    [LoggerMessage(1005, LogLevel.Information, "Sync of {Source} into {Index} starts: rows updated from {From} to before {Before}")]
    public static partial void SyncStarts(ILogger logger, string source, string index, DateTimeOffset? from, DateTimeOffset? before);

    [LoggerMessage(1006, LogLevel.Warning, "The run's report could not be kept in {Index}: {Error}")]
    public static partial void ReportNotKept(ILogger logger, string index, string error);

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

    [LoggerMessage(1301, LogLevel.Information, "Lease {Fence} on {Alias} taken after {Before}")]
    public static partial void LeaseTaken(ILogger logger, string alias, long fence, string before);

    [LoggerMessage(1302, LogLevel.Warning, "The lease could not be renewed: {Error}")]
    public static partial void LeaseNotRenewed(ILogger logger, string error);

    [LoggerMessage(1303, LogLevel.Warning, "The lease could not be given back and ends by itself: {Error}")]
    public static partial void LeaseNotReleased(ILogger logger, string error);

    [LoggerMessage(1304, LogLevel.Information, "Index {Index} repaired: {Repair}")]
    public static partial void IndexRepaired(ILogger logger, string index, string repair);

    [LoggerMessage(1204, LogLevel.Information, "Alias {Alias} moved to {Index}")]
    public static partial void AliasMoved(ILogger logger, string alias, string index);
}
