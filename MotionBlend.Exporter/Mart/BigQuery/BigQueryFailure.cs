namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>Ways in which BigQuery, or the way to it, fails. The list is closed; <see cref="BigQueryError.IsTransient"/> says which are tried again.</summary>
internal enum BigQueryFailure
{
    /// <summary>Nobody answers, or the connection broke.</summary>
    Unreachable,

    /// <summary>No answer within the time limit.</summary>
    TimedOut,

    /// <summary>The answer is cut short or is no BigQuery answer.</summary>
    MalformedReply,

    /// <summary>The answer is over the limit.</summary>
    ReplyTooLarge,

    /// <summary>The service is overloaded or failing (5xx, <c>backendError</c>, <c>internalError</c>).</summary>
    ServiceError,

    /// <summary>Too many requests for now (429, <c>rateLimitExceeded</c>).</summary>
    RateLimited,

    /// <summary>A job failed inside BigQuery by no fault of the query; a new job may succeed.</summary>
    JobFailed,

    /// <summary>A daily or project-wide quota is used up; waiting minutes or raising it helps, hammering does not.</summary>
    QuotaExceeded,

    /// <summary>No or an expired token (401).</summary>
    Unauthenticated,

    /// <summary>The account may not do this (403).</summary>
    AccessDenied,

    /// <summary>The project has no billing account or BigQuery is not enabled in it.</summary>
    ProjectNotReady,

    /// <summary>The table, dataset, project or job does not exist (404).</summary>
    NotFound,

    /// <summary>The query is wrong.</summary>
    InvalidQuery,

    /// <summary>The query would read more than <see cref="BigQueryOptions.MaximumBytesBilled"/>.</summary>
    BytesBilledLimit,

    /// <summary>The job id is taken (409).</summary>
    Duplicate,

    /// <summary>The job was stopped, by its time limit or by a person.</summary>
    Stopped,

    /// <summary>Any other refused request, such as a page token that is not valid.</summary>
    BadRequest,
}
