using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

/// <summary>Ways in which a reply goes wrong.</summary>
internal static class FakeFaults
{
    /// <summary>An error in BigQuery's form.</summary>
    public static Func<HttpContext, Task> Error(int status, string reason, string message) => context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = status,
                ["message"] = message,
                ["errors"] = new JsonArray(new JsonObject { ["reason"] = reason, ["message"] = message }),
            },
        }.ToJsonString());
    };

    /// <summary>A gateway's own answer, no JSON.</summary>
    public static Func<HttpContext, Task> Gateway(int status, string? retryAfter = null) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return context.Response.WriteAsync("<html>busy</html>");
    };

    /// <summary>The connection breaks in the middle of the body.</summary>
    public static async Task CutOff(HttpContext context)
    {
        context.Response.ContentLength = 100_000;
        await context.Response.WriteAsync("""{"jobComplete":true,"totalRows":"1000","rows":[{"f":[{"v":"ab""");
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    /// <summary>The body ends early although the connection is fine, as behind some proxies.</summary>
    public static Task Truncated(HttpContext context) => context.Response.WriteAsync("""{"jobComplete":true,"totalRows":"1000","rows":[{"f":[""");

    /// <summary>A body of this text.</summary>
    public static Func<HttpContext, Task> Body(string text) => context => context.Response.WriteAsync(text);
}
