namespace MotionBlend.Web.Security;

/// <summary>Headers that tell the browser what the dashboard never does.</summary>
internal static class SecurityHeaders
{
    /// <summary>
    /// Scripts only as files of our own. Styles also inline: the palettes are a style element, MudBlazor writes some of its own
    /// (https://github.com/MudBlazor/MudBlazor/issues/4529), and charts place their marks by style attributes.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; "
        + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    /// <summary>Adds the headers to every reply.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next();
    });
}
