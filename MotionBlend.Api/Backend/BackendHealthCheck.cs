using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MotionBlend.Api.Backend;

/// <summary>Ready when the search backend answers; degraded, and still ready, while nothing is exported.</summary>
internal sealed class BackendHealthCheck(BlendBackend backend) : IHealthCheck
{
    /// <summary>The check's name.</summary>
    public const string Name = "search-backend";

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var result = await backend.HasIndexAsync(cancellationToken);
        return result.TryGet(out var hasIndex, out var error)
            ? hasIndex ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("Nothing exported yet: run the exporter.")
            : HealthCheckResult.Unhealthy(error.ToString());
    }
}
