namespace MotionBlend.SearchNode.Tests.Configuration;

public sealed class SearchNodeCommandTests
{
    [Fact]
    public async Task Run_Help_TeachesEveryOption()
    {
        var (code, output, _) = await NodeProcess.RunAsync("--help");

        Assert.Equal(0, code);
        foreach (var option in new[] { "--port", "--data", "--host", "-E", "http.max_content_length", "Stop it with Ctrl+C" })
            Assert.Contains(option, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AddressOfTheNetwork_IsRefused()
    {
        var (code, _, error) = await NodeProcess.RunAsync("--host", "0.0.0.0");

        Assert.Equal(2, code);
        Assert.Contains("listens on 127.0.0.1 only, and [0.0.0.0] is another address", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_UnknownSettings_AreAllNamed()
    {
        var (code, _, error) = await NodeProcess.RunAsync("-E", "foo=1", "-E", "search.max_buckets=many", "-E", "network.host=10.0.0.1");

        Assert.Equal(2, code);
        Assert.Contains("-E foo: unknown setting", error, StringComparison.Ordinal);
        Assert.Contains("-E search.max_buckets: [many] is no positive number", error, StringComparison.Ordinal);
        Assert.Contains("[10.0.0.1] is another address", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PortInUse_SaysSoInOneLine()
    {
        await using var node = await TestNode.StartAsync();

        var (code, _, error) = await NodeProcess.RunAsync("--port", $"{node.Http.BaseAddress!.Port}", "--data", TestNode.NewFolder());

        Assert.Equal(1, code);
        Assert.Equal(
            $"search node: port {node.Http.BaseAddress.Port} on 127.0.0.1 is taken; stop what has it, or choose another with --port (0 takes a free one)",
            error.Trim());
    }
}
