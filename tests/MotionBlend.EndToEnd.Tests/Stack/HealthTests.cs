using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace MotionBlend.EndToEnd.Tests.Stack;

public sealed class HealthTests(RunningStack stack)
{
    [Theory]
    [InlineData("dashboard", "/health")]
    [InlineData("dashboard", "/alive")]
    [InlineData("api", "/health")]
    [InlineData("api", "/alive")]
    [InlineData("search-node", "/health")]
    [InlineData("search-node", "/alive")]
    public async Task Server_HealthAndAlive_Answer200(string server, string path)
    {
        using var http = new HttpClient();
        var address = server switch { "dashboard" => stack.Dashboard, "api" => stack.Api, _ => stack.SearchNode };

        using var answer = await http.GetAsync(new Uri(address, path), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Healthy", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Exporter_SampleMart_IsInTheIndex()
    {
        using var http = new HttpClient();

        var count = await http.GetFromJsonAsync<JsonNode>(new Uri(stack.SearchNode, "/mb_blends_v1/_count"), TestContext.Current.CancellationToken);

        Assert.Equal(RunningStack.SampleBlends, (int)count!["count"]!);
    }
}
