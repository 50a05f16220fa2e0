using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MotionBlend.AppHost.Configuration;

namespace MotionBlend.AppHost.Tests;

/// <summary>The real AppHost with its real processes: what a user's signals and a killed process do.</summary>
public sealed class AppHostProcessTests : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan OrphanLimit = TimeSpan.FromSeconds(5);

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Start_Everything_IsUpWiredAndStopsOnSigTerm()
    {
        ProcessTable.Required();
        await using var appHost = AppHostProcess.Start(_data.FullPath, "--no-sample");
        var addresses = await appHost.WaitUntilUpAsync(StartLimit);

        Assert.Equal(["api", "dashboard", "search-node"], addresses.Keys.Order());
        using var http = new HttpClient();
        foreach (var (_, address) in addresses)
        {
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(address, "/health"), TestContext.Current.CancellationToken)).StatusCode);
        }

        Assert.DoesNotContain(appHost.Lines, line => line.Contains("/health", StringComparison.Ordinal));
        var children = ProcessTable.ChildrenOf(appHost.Id);
        var api = ProcessTable.EnvironmentOf(ProcessTable.Find(appHost.Id, "MotionBlend.Api"));
        var web = ProcessTable.EnvironmentOf(ProcessTable.Find(appHost.Id, "MotionBlend.Web"));
        Assert.Equal(3, children.Count);
        Assert.Equal($"http://127.0.0.1:{addresses["search-node"].Port}", api["ConnectionStrings__elasticsearch"]);
        Assert.Equal($"http://127.0.0.1:{addresses["api"].Port}", web["services__api__http__0"]);
        Assert.DoesNotContain("ConnectionStrings__elasticsearch", web.Keys);
        Assert.Equal(["api", "dashboard"], [api["OTEL_SERVICE_NAME"], web["OTEL_SERVICE_NAME"]]);
        Assert.Equal("Development", web["DOTNET_ENVIRONMENT"]);

        await appHost.SignalAsync("TERM");
        Assert.Equal(0, await appHost.WaitForExitAsync(StopLimit));
        Assert.DoesNotContain(children, ProcessTable.IsAlive);
        Assert.Contains("stopped.", appHost.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kill9_AppHost_LeavesNothingBehind()
    {
        ProcessTable.Required();
        await using var appHost = AppHostProcess.Start(_data.FullPath, "--no-sample");
        await appHost.WaitUntilUpAsync(StartLimit);
        var children = ProcessTable.ChildrenOf(appHost.Id);

        await appHost.SignalAsync("KILL");

        await AssertGoneAsync(children);
    }

    [Fact]
    public async Task Kill9_AppHostWhileItStarts_LeavesNothingBehind()
    {
        ProcessTable.Required();
        await using var appHost = AppHostProcess.Start(_data.FullPath, "--no-sample");
        while (ProcessTable.ChildrenOf(appHost.Id).Count < 3)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        var children = ProcessTable.ChildrenOf(appHost.Id);
        await appHost.SignalAsync("KILL");

        await AssertGoneAsync(children);
    }

    [Fact]
    public async Task Kill9_DotNetRunThatStartedIt_StopsEverything()
    {
        ProcessTable.Required();
        // A shell under the name of dotnet stands in for `dotnet run`, which would build.
        var dotnet = Path.Combine(_data.FullPath, "dotnet");
        File.Copy(new FileInfo("/bin/sh").ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? "/bin/sh", dotnet);
        var command = $"dotnet '{AppHostProcess.AssemblyPath}' --no-sample --search-backend embedded --data '{_data.FullPath}' --dashboard-port 0 --api-port 0 --search-port 0 & wait";
        await using var run = AppHostProcess.StartCommand(dotnet, ["-c", command]);
        await run.WaitUntilUpAsync(StartLimit);
        var appHost = Assert.Single(ProcessTable.ChildrenOf(run.Id));
        var processes = ProcessTable.ChildrenOf(appHost).Append(appHost).ToList();

        await run.SignalAsync("KILL");

        await AssertGoneAsync(processes);
    }

    [Theory]
    [InlineData("MotionBlend.SearchNode", "search-node")]
    [InlineData("MotionBlend.Api", "api")]
    [InlineData("MotionBlend.Web", "dashboard")]
    public async Task Kill9_OneProcess_OthersGoOnAndItIsSaid(string project, string resource)
    {
        ProcessTable.Required();
        await using var appHost = AppHostProcess.Start(_data.FullPath, "--no-sample");
        await appHost.WaitUntilUpAsync(StartLimit);
        var victim = ProcessTable.Find(appHost.Id, project);
        var others = ProcessTable.ChildrenOf(appHost.Id).Where(id => id != victim).ToList();

        await appHost.SignalAsync("KILL", victim);

        await appHost.WaitForLineAsync($"{resource} exited with code 137 (signal 9) after ", OrphanLimit);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.All(others, id => Assert.True(ProcessTable.IsAlive(id), appHost.Output));
        await appHost.SignalAsync("INT");
        Assert.Equal(1, await appHost.WaitForExitAsync(StopLimit));
        Assert.DoesNotContain(others, ProcessTable.IsAlive);
    }

    [Fact]
    public async Task Start_DefaultPortTaken_UsesTheNextAndSaysSo()
    {
        // Whoever holds it, we or another: it is taken.
        using var listener = new TcpListener(IPAddress.Loopback, ServicePorts.DefaultApi);
        if (ServicePorts.IsFree(ServicePorts.DefaultApi))
        {
            listener.Start();
        }

        await using var appHost = AppHostProcess.StartCommand(
            "dotnet", [AppHostProcess.AssemblyPath, "--no-sample", "--search-backend=embedded", "--data", _data.FullPath, "--dashboard-port=0", "--search-port=0"]);
        var addresses = await appHost.WaitUntilUpAsync(StartLimit);

        Assert.Contains($"port 5181 is taken: the API uses {addresses["api"].Port}.", appHost.Lines);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(addresses["api"], "/alive"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Start_DataFolderInUse_IsRefused()
    {
        using var other = DataFolder.Open(_data.FullPath, fresh: false, out _);

        await using var appHost = AppHostProcess.Start(_data.FullPath, "--fresh");

        Assert.Equal(CommandLine.UsageError, await appHost.WaitForExitAsync(StartLimit));
        Assert.Contains("is in use by another MotionBlend.AppHost", appHost.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_IsShownAndNothingStarts()
    {
        await using var appHost = AppHostProcess.StartCommand("dotnet", [AppHostProcess.AssemblyPath, "--help"]);

        Assert.Equal(0, await appHost.WaitForExitAsync(StartLimit));
        Assert.Equal(HelpText.Full.ReplaceLineEndings("\n").TrimEnd(), appHost.Output.TrimEnd());
    }

    [Fact]
    public async Task UnknownOption_IsRefusedWithAHint()
    {
        await using var appHost = AppHostProcess.StartCommand("dotnet", [AppHostProcess.AssemblyPath, "--fersh"]);

        Assert.Equal(CommandLine.UsageError, await appHost.WaitForExitAsync(StartLimit));
        Assert.Contains("error: --fersh is not an option; did you mean --fresh?", appHost.Output, StringComparison.Ordinal);
    }

    private static async Task AssertGoneAsync(IReadOnlyCollection<int> processes)
    {
        Assert.NotEmpty(processes);
        var started = Stopwatch.GetTimestamp();
        while (processes.Any(ProcessTable.IsAlive))
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < OrphanLimit, $"Still alive: {string.Join(", ", processes.Where(ProcessTable.IsAlive))}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
