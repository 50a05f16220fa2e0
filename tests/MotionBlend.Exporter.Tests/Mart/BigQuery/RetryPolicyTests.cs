using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery;

public sealed class RetryPolicyTests
{
    private readonly HastyTime _time = new();

    [Theory]
    [InlineData(403, "rateLimitExceeded", "RateLimited", true)]
    [InlineData(429, null, "RateLimited", true)]
    [InlineData(500, "backendError", "ServiceError", true)]
    [InlineData(500, "internalError", "ServiceError", true)]
    [InlineData(502, "badGateway", "ServiceError", true)]
    [InlineData(503, null, "ServiceError", true)]
    [InlineData(504, null, "ServiceError", true)]
    [InlineData(408, null, "TimedOut", true)]
    [InlineData(403, "quotaExceeded", "QuotaExceeded", false)]
    [InlineData(403, "accessDenied", "AccessDenied", false)]
    [InlineData(403, null, "AccessDenied", false)]
    [InlineData(403, "billingNotEnabled", "ProjectNotReady", false)]
    [InlineData(404, "notFound", "NotFound", false)]
    [InlineData(400, "invalidQuery", "InvalidQuery", false)]
    [InlineData(400, "invalid", "BadRequest", false)]
    [InlineData(400, "bytesBilledLimitExceeded", "BytesBilledLimit", false)]
    [InlineData(409, "duplicate", "Duplicate", false)]
    [InlineData(401, "authError", "Unauthenticated", false)]
    [InlineData(null, "jobBackendError", "JobFailed", false)]
    [InlineData(null, "jobInternalError", "JobFailed", false)]
    [InlineData(null, "jobRateLimitExceeded", "JobFailed", false)]
    [InlineData(null, "backendError", "JobFailed", false)]
    [InlineData(null, "stopped", "Stopped", false)]
    public void Classify_ReasonAndStatus_DecideOnRetry(int? status, string? reason, string failure, bool isTransient)
    {
        var error = new BigQueryError(BigQueryError.Classify(reason, status), status, reason, "");

        Assert.Equal(Enum.Parse<BigQueryFailure>(failure), error.Failure);
        Assert.Equal(isTransient, error.IsTransient);
    }

    [Fact]
    public async Task WaitAsync_FailureAfterFailure_DoublesUpTo32Seconds()
    {
        var policy = new RetryPolicy(_time, () => TimeSpan.FromHours(1), () => 1);
        for (var failure = 0; failure < 8; failure++)
        {
            Assert.True(await WaitAsync(policy, BigQueryFailure.ServiceError));
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 32, 32], _time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task WaitAsync_AfterASuccess_StartsAnew()
    {
        var policy = new RetryPolicy(_time, () => TimeSpan.FromHours(1), () => 1);
        await WaitAsync(policy, BigQueryFailure.ServiceError);
        await WaitAsync(policy, BigQueryFailure.ServiceError);
        policy.Succeeded();
        await WaitAsync(policy, BigQueryFailure.ServiceError);

        Assert.Equal([1, 2, 1], _time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task WaitAsync_RetryAfter_IsHonoured()
    {
        var policy = new RetryPolicy(_time, () => TimeSpan.FromHours(1), () => 0.5);

        await policy.WaitAsync(new BigQueryError(BigQueryFailure.RateLimited, 429, null, "") { RetryAfter = TimeSpan.FromSeconds(20) }, TestContext.Current.CancellationToken);

        Assert.Equal([20], _time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task WaitAsync_PastTheDeadline_GivesUp()
    {
        var policy = new RetryPolicy(_time, () => TimeSpan.FromSeconds(10), () => 1);
        var waits = 0;
        while (await WaitAsync(policy, BigQueryFailure.Unreachable))
        {
            waits++;
        }

        Assert.Equal(3, waits);
    }

    [Fact]
    public async Task WaitAsync_Unauthenticated_TriesOnceMore()
    {
        var policy = new RetryPolicy(_time, () => TimeSpan.FromHours(1), () => 0);

        Assert.True(await WaitAsync(policy, BigQueryFailure.Unauthenticated));
        Assert.False(await WaitAsync(policy, BigQueryFailure.Unauthenticated));
    }

    private static ValueTask<bool> WaitAsync(RetryPolicy policy, BigQueryFailure failure) =>
        policy.WaitAsync(new BigQueryError(failure, null, null, ""), TestContext.Current.CancellationToken);
}
