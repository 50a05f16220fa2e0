using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Exporter.Tests.Worker;

public sealed class ExportWorkerTests : IDisposable
{
    private readonly CommandBench _bench = new();
    private readonly HttpClient _http = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_ARunSucceeds_IsHealthyRunsOnDemandAndStopsAtOnce()
    {
        await using var node = await SearchNodeServer.StartAsync(Cancelled);
        var mart = _bench.Write("mart.ndjson", string.Join('\n', MartRows.Rows(20)));
        var port = FreePort();
        var running = StartAsync(mart, node.Address.ToString(), port);

        var (status, first) = await EndOfRunAsync(port, other: null);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("healthy", "succeeded", 20), ((string)first["status"]!, (string)first["last_run"]!["outcome"]!, (int)first["last_run"]!["rows"]!));
        Assert.InRange((DateTimeOffset)first["next_run_at"]! - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(67));
        Assert.Equal("alive", await _http.GetStringAsync($"http://localhost:{port}/alive", Cancelled));

        using var asked = await _http.PostAsync($"http://localhost:{port}/runs", null, Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var (_, second) = await EndOfRunAsync(port, other: (string)first["last_run"]!["run_id"]!);
        Assert.Equal("succeeded", (string)second["last_run"]!["outcome"]!);

        await _stop.CancelAsync();
        Assert.Equal(0, await running.WaitAsync(TimeSpan.FromSeconds(10), Cancelled));
    }

    [Fact]
    public async Task Every_ARunFails_IsUnhealthySaysWhyAndGoesOn()
    {
        var port = FreePort();
        var running = StartAsync("nowhere.ndjson", "http://localhost:1", port);

        var (status, state) = await EndOfRunAsync(port, other: null);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(("unhealthy", 10), ((string)state["status"]!, (int)state["last_run"]!["exit_code"]!));
        Assert.StartsWith("there is no file", (string)state["last_run"]!["problem"]!, StringComparison.Ordinal);
        Assert.False(running.IsCompleted);
        await _stop.CancelAsync();
        Assert.Equal(0, await running);
    }

    [Fact]
    public async Task Every_ThePortIsTaken_SaysSo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        Assert.Equal(31, await StartAsync("mart.ndjson", "http://localhost:1", ((IPEndPoint)listener.LocalEndpoint).Port));

        Assert.Contains("cure: name another with --health-port", _bench.Error);
    }

    public void Dispose()
    {
        _bench.Dispose();
        _http.Dispose();
        _stop.Dispose();
    }

    private Task<int> StartAsync(string mart, string address, int port) => _bench.RunAsync(_stop.Token,
        "export", "--mart", mart, "--es-url", address, "--every", "1h", "--health-port", $"{port}", "--runs-dir", _bench.RunsDirectory, "--progress", "none");

    private async Task<(HttpStatusCode Status, JsonNode State)> EndOfRunAsync(int port, string? other)
    {
        while (true)
        {
            await Task.Delay(50, Cancelled);
            try
            {
                using var reply = await _http.GetAsync($"http://localhost:{port}/health", Cancelled);
                var state = (await reply.Content.ReadFromJsonAsync<JsonNode>(Cancelled))!;
                if (!(bool)state["running"]! && state["next_run_at"] is not null && state["last_run"] is { } last && (string)last["run_id"]! != other)
                {
                    return (reply.StatusCode, state);
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
