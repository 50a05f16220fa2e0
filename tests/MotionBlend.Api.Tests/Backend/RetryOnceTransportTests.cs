using Microsoft.Extensions.Time.Testing;
using MotionBlend.Api.Backend;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Api.Tests.Backend;

public sealed class RetryOnceTransportTests
{
    private static readonly ElasticRequest Request = ElasticRequest.Get();

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task SendAsync_ConnectionLostOnce_SendsAgain()
    {
        var inner = new ScriptedTransport(Error(ElasticFailure.Unreachable), new ElasticResponse(200, default));

        var result = await SendAsync(inner);

        Assert.Null(result.Error);
        Assert.Equal(2, inner.Sent);
    }

    [Fact]
    public async Task SendAsync_ConnectionLostTwice_GivesUp()
    {
        var inner = new ScriptedTransport(Error(ElasticFailure.Unreachable), Error(ElasticFailure.Unreachable), new ElasticResponse(200, default));

        var result = await SendAsync(inner);

        Assert.Equal(ElasticFailure.Unreachable, result.Error?.Failure);
        Assert.Equal(2, inner.Sent);
    }

    [Theory]
    [InlineData(ElasticFailure.TimedOut)]
    [InlineData(ElasticFailure.ServerError)]
    [InlineData(ElasticFailure.TooManyRequests)]
    [InlineData(ElasticFailure.BadRequest)]
    public async Task SendAsync_OtherFailure_IsNotRepeated(ElasticFailure failure)
    {
        var inner = new ScriptedTransport(Error(failure), new ElasticResponse(200, default));

        var result = await SendAsync(inner);

        Assert.Equal(failure, result.Error?.Failure);
        Assert.Equal(1, inner.Sent);
    }

    private async Task<ElasticResult<ElasticResponse>> SendAsync(ScriptedTransport inner)
    {
        var sending = new RetryOnceTransport(inner, _time).SendAsync(Request, TestContext.Current.CancellationToken);
        _time.Advance(RetryOnceTransport.Pause);
        return await sending;
    }

    private static ElasticError Error(ElasticFailure failure) => new(failure, null, null, "reason", Request.Target);

    private sealed class ScriptedTransport(params ElasticResult<ElasticResponse>[] results) : IElasticsearchTransport
    {
        public int Sent { get; private set; }

        public Task<ElasticResult<ElasticResponse>> SendAsync(ElasticRequest request, CancellationToken cancellationToken) =>
            Task.FromResult(results[Sent++]);
    }
}
