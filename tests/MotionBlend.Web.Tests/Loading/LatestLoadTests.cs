using MotionBlend.Api.Client;
using MotionBlend.Web.Loading;

namespace MotionBlend.Web.Tests.Loading;

public sealed class LatestLoadTests
{
    private static readonly ApiFailure Away = new ApiUnreachable("http://api.test", "Connection refused");

    [Fact]
    public async Task RunAsync_AnswersInReverseOrder_ShowsTheLastQuestion()
    {
        using var load = new LatestLoad<string>();
        var answers = Enumerable.Range(0, 5).Select(_ => new TaskCompletionSource<ApiResult<string>>()).ToList();
        var tokens = new List<CancellationToken>();
        var runs = answers.Select((answer, index) => load.RunAsync($"q{index}", token =>
        {
            tokens.Add(token);
            return answer.Task;
        })).ToList();

        for (var index = answers.Count - 1; index >= 0; index--)
        {
            answers[index].SetResult($"a{index}");
        }

        var shown = await Task.WhenAll(runs);
        Assert.Equal([false, false, false, false, true], shown);
        Assert.Equal("a4", load.Value);
        Assert.All(tokens.Take(4), token => Assert.True(token.IsCancellationRequested));
        Assert.False(load.IsLoading);
    }

    [Fact]
    public async Task RunAsync_CallThatHeedsItsToken_EndsQuietlyWhenSuperseded()
    {
        using var load = new LatestLoad<string>();
        var first = load.RunAsync("one", async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return "never";
        });

        await load.RunAsync("two", _ => Task.FromResult<ApiResult<string>>("second"));

        Assert.False(await first);
        Assert.Equal("second", load.Value);
    }

    [Fact]
    public async Task RunAsync_SameQuestionFails_KeepsTheAnswerAndSaysSo()
    {
        using var load = new LatestLoad<string>();
        await load.RunAsync("q", _ => Task.FromResult<ApiResult<string>>("answer"));

        await load.RunAsync("q", _ => Task.FromResult<ApiResult<string>>(Away));

        Assert.Equal("answer", load.Value);
        Assert.Equal(Away, load.Failure);
    }

    [Fact]
    public async Task RunAsync_OtherQuestionFails_ShowsNoAnswerOfTheOldOne()
    {
        using var load = new LatestLoad<string>();
        await load.RunAsync("q1", _ => Task.FromResult<ApiResult<string>>("answer"));

        await load.RunAsync("q2", _ => Task.FromResult<ApiResult<string>>(Away));

        Assert.Null(load.Value);
        Assert.Equal(Away, load.Failure);
    }

    [Fact]
    public async Task RunAsync_OtherQuestionUnderWay_MarksTheOldAnswer()
    {
        using var load = new LatestLoad<string>();
        await load.RunAsync("q1", _ => Task.FromResult<ApiResult<string>>("old"));
        var answer = new TaskCompletionSource<ApiResult<string>>();

        var run = load.RunAsync("q2", _ => answer.Task);

        Assert.True(load is { IsLoading: true, IsOutdated: true, Value: "old" });
        answer.SetResult("new");
        await run;
        Assert.True(load is { IsLoading: false, IsOutdated: false, Value: "new" });
    }

    [Fact]
    public async Task RunAsync_AfterAFailure_Recovers()
    {
        using var load = new LatestLoad<string>();
        await load.RunAsync("q", _ => Task.FromResult<ApiResult<string>>(Away));

        await load.RunAsync("q", _ => Task.FromResult<ApiResult<string>>("answer"));

        Assert.True(load is { Value: "answer", Failure: null });
    }

    [Fact]
    public async Task Dispose_UnderWay_Cancels()
    {
        var load = new LatestLoad<string>();
        CancellationToken seen = default;
        var answer = new TaskCompletionSource<ApiResult<string>>();
        var run = load.RunAsync("q", token =>
        {
            seen = token;
            return answer.Task;
        });

        load.Dispose();

        Assert.True(seen.IsCancellationRequested);
        answer.SetResult("late");
        Assert.False(await run);
        Assert.Null(load.Value);
    }
}
