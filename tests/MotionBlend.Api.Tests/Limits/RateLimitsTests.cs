using System.Net;
using MotionBlend.Api.Client;
using MotionBlend.Domain.Search;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Api.Tests.Limits;

public sealed class RateLimitsTests : IAsyncLifetime
{
    private FakeElasticsearch _backend = null!;

    public async ValueTask InitializeAsync()
    {
        _backend = await FakeElasticsearch.StartAsync(TestContext.Current.CancellationToken);
        _backend.On(SearchReplies.Target, SearchReplies.Hits(0)).On("HEAD /mb_blends_v1", new FakeBody(200, ""));
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task Window_Used_Is429WithTheTimeToWait()
    {
        await using var api = await ApiServer.StartAsync(_backend, "--MotionBlend:Api:RateLimit=2", "--MotionBlend:Api:RateWindow=01:00:00");
        await api.GetAsync("/api/v1/blends");
        await api.GetAsync("/api/v1/blends");

        var result = await api.Client.SearchAsync(new BlendSearch(), TestContext.Current.CancellationToken);

        var problem = Assert.IsType<ApiProblem>(result.Failure);
        Assert.Equal((429, "Too many requests"), (problem.Status, problem.Title));
        Assert.Equal("One address may send 2 requests in 3600 s. Wait, or ask the operator to raise MotionBlend:Api:RateLimit.", problem.Detail);
        Assert.InRange(problem.RetryAfter.GetValueOrDefault(), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Assert.True(problem.IsTransient);
    }

    [Fact]
    public async Task Window_Used_LeavesHealthAndDocumentsFree()
    {
        await using var api = await ApiServer.StartAsync(_backend, "--MotionBlend:Api:RateLimit=1", "--MotionBlend:Api:RateWindow=01:00:00");
        await api.GetAsync("/api/v1/blends");

        foreach (var path in (string[])["/health", "/alive", "/openapi/v1.json"])
        {
            using var reply = await api.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }
    }

    [Fact]
    public async Task Concurrency_Full_RefusesTheOneTooMany()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _backend.On(SearchReplies.Target, new FakeDecision(_ =>
        {
            asked.SetResult();
            return new FakeSilence();
        }));
        await using var api = await ApiServer.StartAsync(_backend,
            "--MotionBlend:Api:Concurrency=1", "--MotionBlend:Api:Queue=0", "--MotionBlend:Api:RateLimit=0");
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var atWork = api.Client.SearchAsync(new BlendSearch(), leaving.Token);
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);

        var (reply, body) = await api.GetAsync("/api/v1/blends");

        Assert.Equal(HttpStatusCode.TooManyRequests, reply.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), reply.Headers.RetryAfter?.Delta);
        Assert.Equal("Too many requests are at work already. Wait a moment.", body.GetProperty("detail").GetString());
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => atWork);
    }
}
