using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using MotionBlend.Api.Configuration;

namespace MotionBlend.Api.Limits;

/// <summary>Refuses a query string (414) or a body (413) over the limit before anything reads it.</summary>
internal sealed class RequestSizeLimit(RequestDelegate next, IOptions<ApiOptions> options)
{
    public Task InvokeAsync(HttpContext context)
    {
        var limits = options.Value;
        if (context.Request.QueryString.Value?.Length > limits.MaxQueryLength)
        {
            return Refuse(StatusCodes.Status414UriTooLong, "The query string is too long",
                string.Create(CultureInfo.InvariantCulture, $"At most {limits.MaxQueryLength} characters are read; split the request.")).ExecuteAsync(context);
        }

        return context.Request.ContentLength > limits.MaxBodyBytes
            ? Refuse(StatusCodes.Status413PayloadTooLarge, "The request body is too large",
                string.Create(CultureInfo.InvariantCulture, $"At most {limits.MaxBodyBytes} bytes are read.")).ExecuteAsync(context)
            : next(context);
    }

    private static ProblemHttpResult Refuse(int status, string title, string detail) => TypedResults.Problem(detail, statusCode: status, title: title);
}
