using Microsoft.Extensions.Logging;
using MotionBlend.Exporter.Mart.BigQuery;

namespace MotionBlend.Exporter;

/// <summary>Every log message of the exporter. Event ids are stable; 3100 to 3199 are those of reading from BigQuery.</summary>
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

    [LoggerMessage(1007, LogLevel.Information, "Going on with the load of {Index} by run {RunId} after {Rows} rows")]
    public static partial void LoadResumed(ILogger logger, string index, string runId, long rows);

    [LoggerMessage(1008, LogLevel.Warning, "The load of run {RunId} cannot be gone on with: {Reason}")]
    public static partial void LoadNotResumed(ILogger logger, string runId, string reason);

    [LoggerMessage(1009, LogLevel.Warning, "How far the load is could not be kept: {Error}")]
    public static partial void LoadNotKept(ILogger logger, string error);

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

    [LoggerMessage(1301, LogLevel.Information, "Lease {Fence} on {Alias} taken after {Before}")]
    public static partial void LeaseTaken(ILogger logger, string alias, long fence, string before);

    [LoggerMessage(1302, LogLevel.Warning, "The lease could not be renewed: {Error}")]
    public static partial void LeaseNotRenewed(ILogger logger, string error);

    [LoggerMessage(1303, LogLevel.Warning, "The lease could not be given back and ends by itself: {Error}")]
    public static partial void LeaseNotReleased(ILogger logger, string error);

    [LoggerMessage(1304, LogLevel.Information, "Index {Index} repaired: {Repair}")]
    public static partial void IndexRepaired(ILogger logger, string index, string repair);

    [LoggerMessage(1305, LogLevel.Information, "Run {RunId} may have been killed; its lease ends at {ExpiresAt} unless it is renewed, and is waited for")]
    public static partial void LeaseAwaited(ILogger logger, string runId, DateTimeOffset expiresAt);

    [LoggerMessage(1306, LogLevel.Information, "Nothing left to do: the tasks of {Run} have published {Index}")]
    public static partial void TasksPublished(ILogger logger, string index, string run);

    [LoggerMessage(3101, LogLevel.Information, "{Operation} failed at attempt {Attempt} ({Failure}: {Reason}); trying again")]
    public static partial void BigQueryRetried(ILogger logger, string operation, int attempt, BigQueryFailure failure, string reason);

    [LoggerMessage(3102, LogLevel.Information, "Reading {Mart} over {Interface}: {Why}")]
    public static partial void BigQueryReadChosen(ILogger logger, string mart, string @interface, string why);

    [LoggerMessage(3103, LogLevel.Information, "Query job {JobId} in {Location} has {Rows} rows")]
    public static partial void BigQueryJobDone(ILogger logger, string jobId, string location, long rows);

    [LoggerMessage(3104, LogLevel.Warning, "Query job {JobId} failed inside BigQuery ({Reason}); starting another")]
    public static partial void BigQueryJobFailed(ILogger logger, string jobId, string reason);

    [LoggerMessage(3105, LogLevel.Warning, "BigQuery no longer takes the page token of job {JobId}; going on by row number {Row}")]
    public static partial void BigQueryPageTokenRefused(ILogger logger, string jobId, long row);

    [LoggerMessage(3106, LogLevel.Information, "Read session with {Streams} streams, about {Rows} rows")]
    public static partial void BigQuerySessionCreated(ILogger logger, int streams, long rows);

    [LoggerMessage(3107, LogLevel.Information, "Stream {Stream} broke at row {Offset} ({Failure}: {Reason}); reading on from there")]
    public static partial void BigQueryStreamBroke(ILogger logger, int stream, long offset, BigQueryFailure failure, string reason);
}
