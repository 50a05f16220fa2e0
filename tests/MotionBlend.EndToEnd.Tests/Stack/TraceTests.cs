using System.Diagnostics;
using System.Text.Json.Nodes;

namespace MotionBlend.EndToEnd.Tests.Stack;

/// <summary>One trace id from the browser's request down to the search backend.</summary>
public sealed class TraceTests(RunningStack stack)
{
    [Fact]
    public async Task Traceparent_PageRequest_ReachesApiAndBackend()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        using var answer = await GetAsync(new Uri(stack.Dashboard, "/cluster"), trace);

        Assert.True(answer.IsSuccessStatusCode);
        foreach (var process in new[] { "dashboard", "api", "search-node" })
        {
            await AssertLoggedAsync(process, trace);
        }
    }

    [Fact]
    public async Task Traceparent_RefusedRequest_IsInTheProblemDetails()
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        using var answer = await GetAsync(new Uri(stack.Api, "/api/v1/blends?size=-1"), trace);

        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(trace, (string?)problem["trace_id"]);
    }

    private static async Task<HttpResponseMessage> GetAsync(Uri address, string trace)
    {
        using var http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom().ToHexString()}-01");
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task AssertLoggedAsync(string process, string trace)
    {
        var started = Stopwatch.GetTimestamp();
        while (!stack.Log.Any(line => line.StartsWith(process, StringComparison.Ordinal) && line.Contains(trace, StringComparison.Ordinal)))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5), $"{process} logged nothing with trace {trace}.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
