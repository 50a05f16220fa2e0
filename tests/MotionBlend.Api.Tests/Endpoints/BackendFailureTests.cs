using System.Net;
using MotionBlend.Domain.Search;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Api.Tests.Endpoints;

/// <summary>The endpoints over a backend that fails in ways that a real one cannot be made to show.</summary>
public sealed class BackendFailureTests : IAsyncLifetime
{
    private FakeElasticsearch _backend = null!;

    public static TheoryData<string> Addresses =>
        ["/api/v1/blends", "/api/v1/blends/blend_2d0844f50e2a", "/api/v1/analytics/quality", "/api/v1/cluster"];

    public async ValueTask InitializeAsync() => _backend = await FakeElasticsearch.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task AnyEndpoint_BackendAway_Is503WithRetryAfter(string address)
    {
        var gone = _backend.Address;
        await _backend.DisposeAsync();
        await using var api = await ApiServer.StartAsync(gone, TimeProvider.System);

        var (reply, body) = await api.GetAsync(address);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), reply.Headers.RetryAfter?.Delta);
        Assert.Equal(ApiProblemTypes.BackendAway, body.GetProperty("type").GetString());
        Assert.Equal(32, body.GetProperty("trace_id").GetString()?.Length);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task AnyEndpoint_BackendSilent_Is504WithinTheTimeLimit(string address)
    {
        _backend.On("*", new FakeSilence());
        await using var api = await ApiServer.StartAsync(_backend, "--MotionBlend:Api:BackendTimeout=00:00:00.2");

        var (reply, body) = await api.GetAsync(address);

        Assert.Equal(HttpStatusCode.GatewayTimeout, reply.StatusCode);
        Assert.Contains("within 0.2 s", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task AnyEndpoint_SomethingElseAnswers_Is502(string address)
    {
        _backend.On("*", new FakeBody(200, "<html>") { HasProductHeader = false, ContentType = "text/html" });
        await using var api = await ApiServer.StartAsync(_backend);

        var (reply, body) = await api.GetAsync(address);

        Assert.Equal(HttpStatusCode.BadGateway, reply.StatusCode);
        Assert.Equal("What answers is not Elasticsearch", body.GetProperty("title").GetString());
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task AnyEndpoint_CredentialsRefused_TellsTheOperator(string address)
    {
        _backend.On("*", FakeReply.Error(401, "security_exception", "unable to authenticate"));
        await using var api = await ApiServer.StartAsync(
            new Uri(_backend.Address.ToString().Replace("//", "//elastic:s3cret@", StringComparison.Ordinal)), TimeProvider.System);

        var (reply, body) = await api.GetAsync(address);

        Assert.Equal(HttpStatusCode.BadGateway, reply.StatusCode);
        Assert.Contains("ConnectionStrings:elasticsearch", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", body.GetRawText(), StringComparison.Ordinal);
        Assert.All(_backend.Requests, request => Assert.StartsWith("Basic ", request.Headers["Authorization"], StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task AnyEndpoint_BackendOverloaded_Is503(string address)
    {
        _backend.On("*", FakeReply.Error(429, "es_rejected_execution_exception", "queue is full"));
        await using var api = await ApiServer.StartAsync(_backend);

        var (reply, body) = await api.GetAsync(address);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.Equal("The search backend is overloaded", body.GetProperty("title").GetString());
    }

    [Fact]
    public async Task Search_ReplyCutOff_Is503AfterOneRepeat()
    {
        _backend.On("*", new FakeBreak("{\"took\":"));
        await using var api = await ApiServer.StartAsync(_backend);

        var (reply, _) = await api.GetAsync("/api/v1/blends");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.Equal(2, _backend.Requests.Count);
    }

    [Theory]
    [InlineData("/health", HttpStatusCode.ServiceUnavailable, "Unhealthy")]
    [InlineData("/alive", HttpStatusCode.OK, "Healthy")]
    public async Task Health_BackendAway_IsNotReadyButAlive(string path, HttpStatusCode status, string text)
    {
        var gone = _backend.Address;
        await _backend.DisposeAsync();
        await using var api = await ApiServer.StartAsync(gone, TimeProvider.System);

        await AssertHealthAsync(api, path, status, text);
    }

    [Theory]
    [InlineData(404, "Degraded")]
    [InlineData(200, "Healthy")]
    public async Task Health_BackendThere_IsReadyEvenWithoutAnIndex(int status, string text)
    {
        _backend.On("HEAD /mb_blends_v1", new FakeBody(status, ""));
        await using var api = await ApiServer.StartAsync(_backend);

        await AssertHealthAsync(api, "/health", HttpStatusCode.OK, text);
    }

    private static async Task AssertHealthAsync(ApiServer api, string path, HttpStatusCode status, string text)
    {
        using var reply = await api.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(status, reply.StatusCode);
        Assert.Equal(text, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
