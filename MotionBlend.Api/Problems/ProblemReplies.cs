using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using MotionBlend.Domain.Search;

namespace MotionBlend.Api.Problems;

/// <summary>Problem details (RFC 9457) of replies; every one carries <see cref="TraceId"/>.</summary>
internal static class ProblemReplies
{
    /// <summary>Member with the trace id (W3C, 32 hex digits), to find the request in logs and traces.</summary>
    public const string TraceId = "trace_id";

    /// <summary>Member with the seconds to wait, the same as the header Retry-After.</summary>
    public const string RetryAfter = "retry_after";

    /// <summary>A problem that may be gone later.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="type">Kind, one of <see cref="ApiProblemTypes"/>; null for that of the status.</param>
    /// <param name="title">Kind in words.</param>
    /// <param name="detail">This one, with the cure.</param>
    /// <param name="wait">How long to wait.</param>
    public static ProblemHttpResult Retryable(int status, string? type, string title, string detail, TimeSpan wait) => TypedResults.Problem(
        detail, statusCode: status, title: title, type: type,
        extensions: [new(RetryAfter, (int)Math.Ceiling(wait.TotalSeconds))]);

    /// <summary>400 with all faults by parameter.</summary>
    public static ProblemHttpResult BadParameters(IReadOnlyList<FieldError> errors) => TypedResults.Problem(new HttpValidationProblemDetails(
        errors.GroupBy(error => error.Parameter, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(Sentence).ToArray(), StringComparer.Ordinal))
    {
        Status = StatusCodes.Status400BadRequest,
        Type = ApiProblemTypes.BadParameters,
        Title = "Parameters cannot be read",
        Detail = errors.Count == 1
            ? "One parameter cannot be read; 'errors' says what would be right."
            : string.Create(CultureInfo.InvariantCulture, $"{errors.Count} faults in the parameters; 'errors' says what would be right."),
    });

    /// <summary>Completes every problem that leaves the API: trace id, Retry-After, and a cure where the framework gives none.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Extensions[TraceId] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
        if (problem.Extensions.TryGetValue(RetryAfter, out var seconds) && seconds is int wait)
        {
            context.HttpContext.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        }

        problem.Detail ??= problem.Status switch
        {
            StatusCodes.Status404NotFound => "There is nothing at this address; /scalar and /openapi/v1.json describe those that exist.",
            StatusCodes.Status405MethodNotAllowed => $"This address answers {context.HttpContext.Response.Headers.Allow} only.",
            StatusCodes.Status500InternalServerError => "The API failed; its log holds the cause under this trace id.",
            _ => null,
        };
    }

    private static string Sentence(FieldError error) =>
        error.Message.StartsWith("must", StringComparison.Ordinal) && error.Value.Length > 0
            ? $"{error.Message}; '{error.Value}' is not"
            : error.Message;
}
