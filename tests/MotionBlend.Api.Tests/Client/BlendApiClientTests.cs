using MotionBlend.Api.Client;
using MotionBlend.Domain.Search;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Api.Tests.Client;

/// <summary>The client over a server that does not answer as the API does; how it reads the API itself is tested with the endpoints.</summary>
public sealed class BlendApiClientTests : IAsyncLifetime
{
    private FakeElasticsearch _server = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeElasticsearch.StartAsync(TestContext.Current.CancellationToken);
        _http = new HttpClient { BaseAddress = _server.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Any_NobodyThere_IsUnreachable()
    {
        await _server.DisposeAsync();

        var failure = Assert.IsType<ApiUnreachable>(await FailureAsync());

        Assert.Equal(_http.BaseAddress!.GetLeftPart(UriPartial.Authority), failure.Address);
        Assert.True(failure.IsTransient);
        Assert.StartsWith($"The API at {failure.Address} does not answer: ", failure.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_ConnectionBreaksInTheBody_IsUnreachable()
    {
        _server.On("*", new FakeBreak("{\"status\":"));

        Assert.IsType<ApiUnreachable>(await FailureAsync());
    }

    [Fact]
    public async Task Any_Silence_TimesOut()
    {
        _server.On("*", new FakeSilence());
        var client = new BlendApiClient(_http, new BlendApiClientOptions { Timeout = TimeSpan.FromMilliseconds(100) }, TimeProvider.System);

        var result = await client.ClusterAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new ApiTimedOut(_http.BaseAddress!.GetLeftPart(UriPartial.Authority), TimeSpan.FromMilliseconds(100)), result.Failure);
        Assert.EndsWith("gave no answer within 0.1 s.", result.Failure?.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_CallerCancels_Throws()
    {
        _server.On("*", new FakeSilence());
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new BlendApiClient(_http).ClusterAsync(cancelled.Token));
    }

    [Theory]
    [InlineData(200, "text/html", "<html>")]
    [InlineData(200, "application/json", "null")]
    [InlineData(200, "application/json", "{}")]
    [InlineData(404, "text/html", "<html>")]
    [InlineData(401, "text/html", "<html>")]
    public async Task Any_SomethingElseAnswers_IsMalformed(int status, string type, string body)
    {
        _server.On("*", new FakeBody(status, body) { ContentType = type });

        var failure = Assert.IsType<ApiMalformedReply>(await FailureAsync());

        Assert.Equal(status, failure.Status);
        Assert.False(failure.IsTransient);
    }

    [Theory]
    [InlineData(502, "text/html", "<html>Bad Gateway")]
    [InlineData(503, "application/problem+json", "{\"title\":")]
    [InlineData(429, "text/plain", "slow down")]
    public async Task Any_GatewayFails_IsATransientProblem(int status, string type, string body)
    {
        _server.On("*", new FakeBody(status, body) { ContentType = type, Headers = new Dictionary<string, string> { ["Retry-After"] = "7" } });

        var problem = Assert.IsType<ApiProblem>(await FailureAsync());

        Assert.Equal((status, true, TimeSpan.FromSeconds(7)), (problem.Status, problem.IsTransient, problem.RetryAfter));
        Assert.False(string.IsNullOrEmpty(problem.Summary));
    }

    [Fact]
    public async Task Any_Problem_KeepsAllItSays()
    {
        _server.On("*", new FakeBody(400, """
            {"type":"urn:motionblend:problem:bad-parameters","title":"T","status":400,"detail":"D","errors":{"fid":["must be a range"],"cat":["a","b"]},"trace_id":"abc"}
            """) { ContentType = "application/problem+json" });

        var problem = Assert.IsType<ApiProblem>(await FailureAsync());

        Assert.Equal(("urn:motionblend:problem:bad-parameters", "T", "D", "abc"), (problem.Type, problem.Title, problem.Detail, problem.TraceId));
        Assert.Equal(["must be a range"], problem.Errors["fid"]);
        Assert.Equal("fid: must be a range; cat: a, b", problem.Summary);
        Assert.False(problem.IsTransient);
    }

    [Fact]
    public async Task Value_OfAFailure_ThrowsWithTheSummary()
    {
        _server.On("*", new FakeBody(200, "null"));
        var result = await new BlendApiClient(_http).ClusterAsync(TestContext.Current.CancellationToken);

        var exception = Assert.Throws<InvalidOperationException>(() => result.Value);

        Assert.Contains("is not this version's API", exception.Message, StringComparison.Ordinal);
        Assert.False(result.TryGet(out _, out _));
    }

    [Fact]
    public async Task Search_Filter_IsSentAsTheGrammarWritesIt()
    {
        await new BlendApiClient(_http).SearchAsync(
            new BlendSearch { Filter = new BlendFilter { Clean = false, Motions = ["a", "b"] }, Page = 2 }, TestContext.Current.CancellationToken);
        await new BlendApiClient(_http).QualityAsync(BlendFilter.None, 0.05, TestContext.Current.CancellationToken);
        await new BlendApiClient(_http).GetAsync("../cluster", TestContext.Current.CancellationToken);

        Assert.Equal(
            ["/api/v1/blends?flag=any&motion=a,b&page=2", "/api/v1/analytics/quality?interval=0.05", "/api/v1/blends/..%2Fcluster"],
            _server.Requests.Select(request => request.Path + request.Query));
    }

    private async Task<ApiFailure?> FailureAsync() => (await new BlendApiClient(_http).ClusterAsync(TestContext.Current.CancellationToken)).Failure;
}
