using System.Net;
using MotionBlend.TestKit.Blends;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Api.Tests.Limits;

public sealed class HeadersTests : IAsyncLifetime
{
    private const string Origin = "https://studio.example";

    private FakeElasticsearch _backend = null!;

    public async ValueTask InitializeAsync()
    {
        _backend = await FakeElasticsearch.StartAsync(TestContext.Current.CancellationToken);
        _backend.On(SearchReplies.Target, SearchReplies.Hits(50, [.. Enumerable.Range(1, 50).Select(BlendBuilder.Blend)]));
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Theory]
    [InlineData("/api/v1/blends", "default-src 'none'; frame-ancestors 'none'")]
    [InlineData("/api/v1/nothing", "default-src 'none'; frame-ancestors 'none'")]
    [InlineData("/scalar/", "default-src 'self'; script-src 'self' 'unsafe-inline';")]
    public async Task AnyReply_Browser_IsKeptFromGuessingAndFraming(string path, string policy)
    {
        await using var api = await ApiServer.StartAsync(_backend);

        using var reply = await api.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", reply.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("no-referrer", reply.Headers.GetValues("Referrer-Policy").Single());
        Assert.StartsWith(policy, reply.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.False(reply.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Page_ClientTakesCompression_IsMuchSmaller(string encoding)
    {
        await using var api = await ApiServer.StartAsync(_backend);
        var plain = await api.Http.GetByteArrayAsync(new Uri("/api/v1/blends", UriKind.Relative), TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/blends");
        request.Headers.Add("Accept-Encoding", encoding);

        using var reply = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal([encoding], reply.Content.Headers.ContentEncoding);
        var packed = await reply.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.True(packed.Length * 5 < plain.Length, $"{packed.Length} of {plain.Length} bytes");
    }

    [Fact]
    public async Task Cors_NotConfigured_AllowsNobody()
    {
        await using var api = await ApiServer.StartAsync(_backend);

        Assert.Null(await AllowedOriginAsync(api, Origin));
    }

    [Theory]
    [InlineData(Origin, Origin)]
    [InlineData("https://other.example", null)]
    public async Task Cors_Configured_AllowsThatOriginAlone(string origin, string? allowed)
    {
        await using var api = await ApiServer.StartAsync(_backend, $"--MotionBlend:Api:CorsOrigins:0={Origin}");

        Assert.Equal(allowed, await AllowedOriginAsync(api, origin));
    }

    private static async Task<string?> AllowedOriginAsync(ApiServer api, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/blends");
        request.Headers.Add("Origin", origin);
        using var reply = await api.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        return reply.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
    }
}
