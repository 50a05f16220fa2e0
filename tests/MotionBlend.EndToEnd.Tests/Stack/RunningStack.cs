using MotionBlend.AppHost.Tests;

namespace MotionBlend.EndToEnd.Tests.Stack;

/// <summary>
/// The whole stack, once for all tests of this assembly: the real AppHost with the embedded node, on free ports, with a data
/// folder of its own and the sample mart. Tests only read from it.
/// </summary>
public sealed class RunningStack : IAsyncLifetime
{
    /// <summary>Blends of the sample mart.</summary>
    public const int SampleBlends = 11_340;

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private readonly string _data = Directory.CreateTempSubdirectory("motionblend-e2e-").FullName;
    private AppHostProcess? _appHost;

    public Uri Dashboard { get; private set; } = null!;

    public Uri Api { get; private set; } = null!;

    public Uri SearchNode { get; private set; } = null!;

    /// <summary>What the AppHost and all processes wrote so far.</summary>
    public IReadOnlyList<string> Log => _appHost!.Lines;

    public async ValueTask InitializeAsync()
    {
        _appHost = AppHostProcess.Start(
            _data,
            new Dictionary<string, string>
            {
                // So that a test can follow a trace through the logs.
                ["Logging__Console__FormatterOptions__IncludeScopes"] = "true",
                ["Logging__LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics"] = "Information",
            });
        var addresses = await _appHost.WaitUntilUpAsync(StartLimit);
        (Dashboard, Api, SearchNode) = (addresses["dashboard"], addresses["api"], addresses["search-node"]);
        Assert.Contains(Log, line => line.Contains("exporter finished", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        if (_appHost is not null)
        {
            await _appHost.SignalAsync("TERM");
            await _appHost.WaitForExitAsync(TimeSpan.FromSeconds(10));
            await _appHost.DisposeAsync();
        }

        Directory.Delete(_data, recursive: true);
    }
}
