using System.Net;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Api.Tests.Limits;

public sealed class RequestSizeLimitTests : IAsyncLifetime
{
    private FakeElasticsearch _backend = null!;
    private ApiServer _api = null!;

    public async ValueTask InitializeAsync()
    {
        _backend = await FakeElasticsearch.StartAsync(TestContext.Current.CancellationToken);
        _backend.On(SearchReplies.Target, SearchReplies.Hits(0));
        _api = await ApiServer.StartAsync(_backend, "--MotionBlend:Api:MaxQueryLength=15000", "--MotionBlend:Api:MaxBodyBytes=10");
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Fact]
    public async Task Query_AtTheLimit_IsRead()
    {
        var (reply, _) = await _api.GetAsync(Query(15_000));

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
    }

    [Fact]
    public async Task Query_OverTheLimit_Is414WithTheLimit()
    {
        var (reply, body) = await _api.GetAsync(Query(15_001));

        Assert.Equal(HttpStatusCode.RequestUriTooLong, reply.StatusCode);
        Assert.Equal("At most 15000 characters are read; split the request.", body.GetProperty("detail").GetString());
        Assert.Equal(32, body.GetProperty("trace_id").GetString()?.Length);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Body_OverTheLimit_Is413WithTheLimit(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/blends") { Content = new ByteArrayContent(new byte[11]) };

        using var reply = await _api.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.StatusCode);
        Assert.Equal("At most 10 bytes are read.", (await ApiServer.BodyAsync(reply)).GetProperty("detail").GetString());
    }

    private static string Query(int length) => "/api/v1/blends?left=".PadRight("/api/v1/blends".Length + length, 'A');
}
