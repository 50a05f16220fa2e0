using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Api;

/// <summary>The API's log messages.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "Searching {Index} at {Address}")]
    public static partial void Started(ILogger logger, string index, string address);

    [LoggerMessage(3001, LogLevel.Warning, "{Operation} failed ({Failure}): {Error}")]
    public static partial void BackendFailed(ILogger logger, string operation, ElasticFailure failure, string error);

    [LoggerMessage(3002, LogLevel.Warning, "Refused a request of {Client}: over the rate limit")]
    public static partial void RateLimited(ILogger logger, string client);
}
