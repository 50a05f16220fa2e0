namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>What went wrong at BigQuery. Holds neither token nor row.</summary>
/// <param name="Failure">Which of the known failures.</param>
/// <param name="Status">HTTP or gRPC status, null when there was no answer.</param>
/// <param name="Reason">BigQuery's own reason, e.g. <c>rateLimitExceeded</c>.</param>
/// <param name="Message">BigQuery's text, or ours when it gave none.</param>
internal sealed record BigQueryError(BigQueryFailure Failure, int? Status, string? Reason, string Message)
{
    /// <summary>How long the service asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the same request may succeed a little later.</summary>
    public bool IsTransient => Failure is BigQueryFailure.Unreachable or BigQueryFailure.TimedOut or BigQueryFailure.MalformedReply
        or BigQueryFailure.ServiceError or BigQueryFailure.RateLimited;

    /// <summary>
    /// Classes a reason. Reasons: https://cloud.google.com/bigquery/docs/error-messages. A rate limit comes as a 403, which says
    /// nothing by itself.
    /// </summary>
    /// <param name="reason">BigQuery's reason, or null.</param>
    /// <param name="status">HTTP status; null for a job's own error.</param>
    public static BigQueryFailure Classify(string? reason, int? status) => reason switch
    {
        "rateLimitExceeded" or "userRateLimitExceeded" => BigQueryFailure.RateLimited,
        "backendError" or "internalError" or "badGateway" or "serviceUnavailable" when status is not null => BigQueryFailure.ServiceError,
        "jobBackendError" or "jobInternalError" or "jobRateLimitExceeded" or "backendError" or "internalError" => BigQueryFailure.JobFailed,
        "quotaExceeded" or "dailyLimitExceeded" => BigQueryFailure.QuotaExceeded,
        "billingNotEnabled" or "accessNotConfigured" => BigQueryFailure.ProjectNotReady,
        "accessDenied" or "forbidden" or "insufficientPermissions" => BigQueryFailure.AccessDenied,
        "notFound" => BigQueryFailure.NotFound,
        "invalidQuery" => BigQueryFailure.InvalidQuery,
        "bytesBilledLimitExceeded" => BigQueryFailure.BytesBilledLimit,
        "duplicate" => BigQueryFailure.Duplicate,
        "stopped" or "timeout" => BigQueryFailure.Stopped,
        "authError" or "required" when status == 401 => BigQueryFailure.Unauthenticated,
        _ => ClassifyStatus(status),
    };

    private static BigQueryFailure ClassifyStatus(int? status) => status switch
    {
        401 => BigQueryFailure.Unauthenticated,
        403 => BigQueryFailure.AccessDenied,
        404 => BigQueryFailure.NotFound,
        408 => BigQueryFailure.TimedOut,
        409 => BigQueryFailure.Duplicate,
        429 => BigQueryFailure.RateLimited,
        >= 500 => BigQueryFailure.ServiceError,
        _ => BigQueryFailure.BadRequest,
    };
}
