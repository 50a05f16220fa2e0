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
}
