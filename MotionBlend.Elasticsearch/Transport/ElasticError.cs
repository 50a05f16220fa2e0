using System.Globalization;

namespace MotionBlend.Elasticsearch.Transport;

/// <summary>A failed request: what kind of failure, and what the server said. Holds no credentials and no request body.</summary>
/// <param name="Failure">The kind.</param>
/// <param name="Status">HTTP status; null when no reply arrived.</param>
/// <param name="Type">The server's error type, e.g. <c>index_not_found_exception</c>; null when it gave none.</param>
/// <param name="Reason">The server's reason, or ours, in one sentence.</param>
/// <param name="Target">Method and path of the request, e.g. <c>POST /_bulk</c>; never a query string.</param>
public sealed record ElasticError(ElasticFailure Failure, int? Status, string? Type, string Reason, string Target)
{
    /// <summary>How long the server asks to wait (<c>Retry-After</c>); null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the same request may succeed later.</summary>
    public bool IsTransient => Failure is ElasticFailure.Unreachable or ElasticFailure.TimedOut
        or ElasticFailure.TooManyRequests or ElasticFailure.ServerError;

    /// <summary>One line for people.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Target}: {(Status is { } status ? $"{status} " : "")}{Type ?? Failure.ToString()}: {Reason}");
}
