namespace MotionBlend.SearchNode;

/// <summary>The node's log messages; event ids are stable.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Opened data folder {Folder}: {Indices} indices, cluster {ClusterUuid}")]
    public static partial void Opened(this ILogger log, string folder, int indices, string clusterUuid);

    [LoggerMessage(2, LogLevel.Error, "{Method} {Path} failed unexpectedly")]
    public static partial void RequestFailed(this ILogger log, string method, string path, Exception fault);

    [LoggerMessage(3, LogLevel.Error, "{Method} {Path}: the database failed")]
    public static partial void StorageFailed(this ILogger log, string method, string path, Exception fault);

    [LoggerMessage(4, LogLevel.Information, "Created index {Index}")]
    public static partial void IndexCreated(this ILogger log, string index);

    [LoggerMessage(5, LogLevel.Information, "Deleted index {Index}")]
    public static partial void IndexDeleted(this ILogger log, string index);

    [LoggerMessage(6, LogLevel.Warning, "A refresh failed and is tried again")]
    public static partial void RefreshFailed(this ILogger log, Exception fault);

    [LoggerMessage(7, LogLevel.Error, "The database has stopped and is opened again")]
    public static partial void DatabaseStopped(this ILogger log, Exception fault);

    [LoggerMessage(8, LogLevel.Warning, "Opened the database in {Folder} again; scrolls and points in time are gone")]
    public static partial void Reopened(this ILogger log, string folder);

    [LoggerMessage(9, LogLevel.Error, "The database could not be opened again; the next request tries it")]
    public static partial void ReopenFailed(this ILogger log, Exception fault);

    [LoggerMessage(10, LogLevel.Warning, "The log was not folded into the database; the next start reads it")]
    public static partial void FoldFailed(this ILogger log, Exception fault);
}
