namespace MotionBlend.Api.Limits;

/// <summary>Headers that keep a browser from doing with a reply what nobody meant.</summary>
internal static class SecurityHeaders
{
    // The reference page holds an inline script and styles; everything it needs comes from here.
    private const string PagePolicy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Adds the headers to every reply.</summary>
    /// <param name="app">The pipeline.</param>
    /// <param name="pagePath">Path below which replies are pages.</param>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app, string pagePath) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers.ContentSecurityPolicy =
            context.Request.Path.StartsWithSegments(pagePath, StringComparison.OrdinalIgnoreCase) ? PagePolicy : DataPolicy;
        return next(context);
    });
}
