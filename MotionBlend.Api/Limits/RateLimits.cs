using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using MotionBlend.Api.Configuration;
using MotionBlend.Api.Problems;

namespace MotionBlend.Api.Limits;

/// <summary>
/// Two limits on <c>/api</c>: requests of one address in a window, so that a runaway script does not starve the others, and requests
/// at work at once, so that the backend is not flooded. Health, documents and redirects are free.
/// </summary>
internal static class RateLimits
{
    private const string LimitedPath = "/api";
    private const string Everybody = "";

    private static readonly TimeSpan WhenBusy = TimeSpan.FromSeconds(1);

    /// <summary>Adds the limits of <see cref="ApiOptions"/>.</summary>
    public static IServiceCollection AddRateLimits(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<ApiOptions>>((limiter, options) =>
        {
            var limits = options.Value;
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(ByAddress(limits), AtOnce(limits));
            limiter.OnRejected = (context, _) => new ValueTask(RefuseAsync(context));
        });
        return services;
    }

    private static PartitionedRateLimiter<HttpContext> ByAddress(ApiOptions limits) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
        limits.RateLimit == 0 || !IsLimited(context)
            ? RateLimitPartition.GetNoLimiter(Everybody)
            : RateLimitPartition.GetFixedWindowLimiter(Client(context), _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = limits.RateLimit,
                Window = limits.RateWindow,
                QueueLimit = 0,
            }));

    private static PartitionedRateLimiter<HttpContext> AtOnce(ApiOptions limits) => PartitionedRateLimiter.Create<HttpContext, bool>(context =>
        IsLimited(context)
            ? RateLimitPartition.GetConcurrencyLimiter(true, _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = limits.Concurrency,
                QueueLimit = limits.Queue,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            })
            : RateLimitPartition.GetNoLimiter(false));

    private static Task RefuseAsync(OnRejectedContext context)
    {
        Log.RateLimited(context.HttpContext.RequestServices.GetRequiredService<ILogger<RateLimiter>>(), Client(context.HttpContext));
        var hasWindow = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        var limits = context.HttpContext.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value;
        return ProblemReplies.Retryable(
            StatusCodes.Status429TooManyRequests, type: null, "Too many requests",
            hasWindow
                ? string.Create(CultureInfo.InvariantCulture,
                    $"One address may send {limits.RateLimit} requests in {limits.RateWindow.TotalSeconds:0.#} s. Wait, or ask the operator to raise {ApiKeys.Of(nameof(limits.RateLimit))}.")
                : "Too many requests are at work already. Wait a moment.",
            hasWindow ? wait : WhenBusy).ExecuteAsync(context.HttpContext);
    }

    private static bool IsLimited(HttpContext context) => context.Request.Path.StartsWithSegments(LimitedPath, StringComparison.Ordinal);

    private static string Client(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? Everybody;
}
