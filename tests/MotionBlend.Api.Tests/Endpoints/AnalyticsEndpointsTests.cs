using System.Net;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Api.Tests.Endpoints;

public sealed class AnalyticsEndpointsTests : IAsyncLifetime
{
    private FakeElasticsearch _backend = null!;
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync()
    {
        _backend = await FakeElasticsearch.StartAsync(TestContext.Current.CancellationToken);
        _api = await ApiServer.StartAsync(_backend);
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Theory]
    [InlineData("0.001")]
    [InlineData("0")]
    [InlineData("-0.1")]
    [InlineData("1.1")]
    [InlineData("1e-2")]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("99999999999999999999999999999999999")]
    public async Task Quality_BadInterval_NamesIt(string interval)
    {
        var (reply, body) = await _api.GetAsync("/api/v1/analytics/quality?interval=" + interval);

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.StartsWith("must be a number from 0.01 to 1, such as 0.05", body.GetProperty("errors").GetProperty("interval")[0].GetString(), StringComparison.Ordinal);
        Assert.Empty(_backend.Requests);
    }

    [Fact]
    public async Task Quality_OrderAndPage_AreUnknownHere()
    {
        var (reply, body) = await _api.GetAsync("/api/v1/analytics/quality?sort=fid&page=2&interval=7");

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Equal(["sort", "page", "interval"], body.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task Quality_IntervalTwice_IsRefusedAsTwice()
    {
        var (_, body) = await _api.GetAsync("/api/v1/analytics/quality?interval=0.1&interval=0.2");

        Assert.Contains("is given twice; separate several values by commas",
            body.GetProperty("errors").GetProperty("interval").EnumerateArray().Select(error => error.GetString()));
    }

    [Fact]
    public async Task Quality_Search_IsOneRequestWithoutHits()
    {
        _backend.On(SearchReplies.Target, SearchReplies.Hits(0));

        await _api.GetAsync("/api/v1/analytics/quality?cat=poor&interval=0.5");

        var body = Assert.Single(_backend.Requests).Body;
        Assert.StartsWith("""{"query":{"terms":{"quality_category":["poor"]}},"track_total_hits":true,"size":0,"aggs":{""", body, StringComparison.Ordinal);
        Assert.Contains("\"0..\\u003C0.5\":{\"range\":{\"quality_score\":{\"gte\":0,\"lt\":0.5}}}", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quality_ReplyWithoutAggregations_Is502()
    {
        _backend.On(SearchReplies.Target, SearchReplies.Hits(5));

        var (reply, _) = await _api.GetAsync("/api/v1/analytics/quality");

        Assert.Equal(HttpStatusCode.BadGateway, reply.StatusCode);
    }
}
