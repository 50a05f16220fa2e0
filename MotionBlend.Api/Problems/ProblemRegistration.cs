namespace MotionBlend.Api.Problems;

/// <summary>Makes every error reply problem details, those of the framework included.</summary>
internal static class ProblemRegistration
{
    /// <summary>Adds the service that writes problem details.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services) =>
        services.AddProblemDetails(options => options.CustomizeProblemDetails = ProblemReplies.Complete);

    /// <summary>Turns exceptions and empty error replies (404, 405, 415 ...) into problem details.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app
        .UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = exception => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError,
        })
        .UseStatusCodePages();
}
