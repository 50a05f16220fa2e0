using Microsoft.Extensions.Logging;

namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>Log messages of reading from BigQuery; event ids 3100 to 3199.</summary>
internal static partial class BigQueryLog
{
    [LoggerMessage(3101, LogLevel.Information, "{Operation} failed at attempt {Attempt} ({Failure}: {Reason}); trying again")]
    public static partial void Retrying(ILogger logger, string operation, int attempt, BigQueryFailure failure, string reason);

    [LoggerMessage(3102, LogLevel.Information, "Reading {Mart} over {Interface}: {Why}")]
    public static partial void Chosen(ILogger logger, string mart, string @interface, string why);

    [LoggerMessage(3103, LogLevel.Information, "Query job {JobId} in {Location} has {Rows} rows")]
    public static partial void JobDone(ILogger logger, string jobId, string location, long rows);

    [LoggerMessage(3104, LogLevel.Warning, "Query job {JobId} failed inside BigQuery ({Reason}); starting another")]
    public static partial void JobFailed(ILogger logger, string jobId, string reason);

    [LoggerMessage(3105, LogLevel.Warning, "BigQuery no longer takes the page token of job {JobId}; going on by row number {Row}")]
    public static partial void PageTokenRefused(ILogger logger, string jobId, long row);

    [LoggerMessage(3106, LogLevel.Information, "Read session with {Streams} streams, about {Rows} rows")]
    public static partial void SessionCreated(ILogger logger, int streams, long rows);

    [LoggerMessage(3107, LogLevel.Information, "Stream {Stream} broke at row {Offset} ({Failure}: {Reason}); reading on from there")]
    public static partial void StreamBroke(ILogger logger, int stream, long offset, BigQueryFailure failure, string reason);
}
