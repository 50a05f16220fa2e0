using Microsoft.Extensions.Time.Testing;
using MotionBlend.AppHost.Local;

namespace MotionBlend.AppHost.Tests.Local;

public sealed class ApplicationRunnerTests : IDisposable
{
    private readonly RecordingWriter _output = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public ApplicationRunnerTests() => Posix.Required();

    public void Dispose()
    {
        _stop.Dispose();
        _output.Dispose();
    }

    [Fact]
    public async Task RunAsync_EverythingUp_ShowsTheTableAndThenTheLogs()
    {
        await using var health = await HealthServer.StartAsync();
        var api = new ScriptResource("api", $"echo listening; {ScriptResource.UntilStopped}") { Http = health.Endpoint, HealthPath = "/health" };
        var exporter = new ScriptResource("exporter", "echo exported") { Dependencies = { api } };

        var running = RunAsync(TimeProvider.System, api, exporter);
        await _output.WaitForAsync("exporter | exported");
        await _stop.CancelAsync();

        Assert.Equal(0, await running);
        var lines = _output.Lines.ToList();
        var title = lines.FindIndex(line => line.StartsWith("MotionBlend is up (", StringComparison.Ordinal));
        Assert.Equal("  resource  state     address", lines[title + 2]);
        Assert.Equal($"  api       healthy   http://localhost:{health.Endpoint.Port}", lines[title + 3]);
        Assert.StartsWith("  exporter  finished  after ", lines[title + 4], StringComparison.Ordinal);
        Assert.True(lines.IndexOf("api      | listening") > title);
    }

    [Fact]
    public async Task RunAsync_ServerDies_OthersGoOnAndTheExitCodeSaysSo()
    {
        await using var health = await HealthServer.StartAsync();
        var node = new ScriptResource("node", "echo out of memory; echo giving up >&2; sleep 1; exit 3") { Http = health.Endpoint, HealthPath = "/health" };
        var api = new ScriptResource("api", ScriptResource.UntilStopped) { Http = health.Endpoint, HealthPath = "/health" };

        var running = RunAsync(TimeProvider.System, node, api);
        await _output.WaitForAsync("node exited with code 3 after ");
        Assert.Contains("apphost |     out of memory", _output.Lines);
        Assert.Contains("apphost |     giving up", _output.Lines);
        Assert.False(running.IsCompleted);
        await _stop.CancelAsync();

        Assert.Equal(ApplicationRunner.SomethingFailed, await running);
        Assert.StartsWith("apphost | ended, and not all went well: node exited with code 3", _output.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ServerEndsWithCodeZero_IsAFailureToo()
    {
        await using var health = await HealthServer.StartAsync();
        var api = new ScriptResource("api", "exit 0") { Http = health.Endpoint, HealthPath = "/health" };

        Assert.Equal(ApplicationRunner.SomethingFailed, await RunAsync(TimeProvider.System, api));
    }

    [Fact]
    public async Task RunAsync_KilledBySignal_NamesTheSignal()
    {
        var job = new ScriptResource("exporter", "kill -9 $$");

        Assert.Equal(ApplicationRunner.SomethingFailed, await RunAsync(TimeProvider.System, job));
        Assert.Contains(_output.Lines, line => line.Contains("exporter exited with code 137 (signal 9) after ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_DependencyFails_DependentIsNotStarted()
    {
        var node = new ScriptResource("node", "exit 1");
        var exporter = new ScriptResource("exporter", "echo must not run") { Dependencies = { node } };

        Assert.Equal(ApplicationRunner.SomethingFailed, await RunAsync(TimeProvider.System, node, exporter));
        Assert.Contains("apphost  | exporter was not started, as node did not get ready.", _output.Lines);
        Assert.DoesNotContain(_output.Lines, line => line.Contains("must not run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_CommandMissing_SaysSo()
    {
        var missing = new ElasticsearchResource("elasticsearch", "/nowhere/docker", fresh: false) { Http = new() { Port = 1 } };

        Assert.Equal(ApplicationRunner.SomethingFailed, await RunAsync(TimeProvider.System, missing));
        Assert.Contains(_output.Lines, line => line.Contains("elasticsearch could not be started: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_HealthComesAndGoes_EachChangeIsSaid()
    {
        var time = new FakeTimeProvider();
        await using var health = await HealthServer.StartAsync();
        var api = new ScriptResource("api", ScriptResource.UntilStopped) { Http = health.Endpoint, HealthPath = "/health" };

        var running = RunAsync(time, api);
        await _output.WaitForAsync("api is healthy after ");
        health.IsHealthy = false;
        await _output.WaitForAsync("api is unhealthy: /health answers 503.", () => time.Advance(TimeSpan.FromSeconds(1)));
        health.IsHealthy = true;
        await _output.WaitForAsync("api is healthy again", () => time.Advance(TimeSpan.FromSeconds(1)));
        await _stop.CancelAsync();

        Assert.Equal(0, await running);
    }

    [Fact]
    public async Task RunAsync_SlowStart_ShowsTheTableBeforeAndAfter()
    {
        var time = new FakeTimeProvider();
        await using var health = await HealthServer.StartAsync();
        health.IsHealthy = false;
        var node = new ScriptResource("node", $"echo recovering; {ScriptResource.UntilStopped}") { Http = health.Endpoint, HealthPath = "/health" };

        var running = RunAsync(time, node);
        await _output.WaitForAsync("node    | recovering", () => time.Advance(TimeSpan.FromSeconds(1)));
        Assert.Contains(_output.Lines, line => line.StartsWith("MotionBlend is starting (", StringComparison.Ordinal));
        Assert.Contains(_output.Lines, line => line.StartsWith("  node      starting  ", StringComparison.Ordinal));
        health.IsHealthy = true;
        await _output.WaitForAsync("MotionBlend is up (", () => time.Advance(TimeSpan.FromSeconds(1)));
        await _stop.CancelAsync();

        Assert.Equal(0, await running);
    }

    [Fact]
    public async Task RunAsync_ProcessIgnoresTheStop_IsKilled()
    {
        var time = new FakeTimeProvider();
        var stubborn = new ScriptResource("stubborn", "trap '' TERM; echo ready; while :; do sleep 0.1; done");
        var running = RunAsync(time, stubborn);
        await _output.WaitForAsync("stubborn | ready", () => time.Advance(TimeSpan.FromSeconds(1)));

        await _stop.CancelAsync();
        await _output.WaitForAsync("stubborn does not stop by itself: killed.", () => time.Advance(TimeSpan.FromSeconds(1)));

        Assert.Equal(0, await running);
    }

    private Task<int> RunAsync(TimeProvider time, params Resource[] resources)
    {
        var console = new RunnerConsole(_output, colour: false, resources.Select(resource => resource.Name));
        return new ApplicationRunner(resources, console, time).RunAsync(_stop.Token);
    }
}
