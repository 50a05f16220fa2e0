using System.Diagnostics;
using System.Globalization;

namespace MotionBlend.AppHost.Tests;

/// <summary>
/// The real AppHost, started from its built output as a user's <c>dotnet run</c> starts it, with free ports and a data
/// folder of its own.
/// </summary>
public sealed class AppHostProcess : IAsyncDisposable
{
    private static readonly string[] FreePorts = ["--dashboard-port", "0", "--api-port", "0", "--search-port", "0"];

    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly Task _reading;

    private AppHostProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>The built AppHost; test and AppHost are built into sibling folders of the same configuration.</summary>
    public static string AssemblyPath { get; } = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "MotionBlend.AppHost", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "MotionBlend.AppHost.dll"));

    public int Id => _process.Id;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Everything that it wrote, for the message of a failed assertion.</summary>
    public string Output => string.Join('\n', Lines);

    /// <summary>Starts it on free ports with <paramref name="options"/>; of an option given twice the last one counts.</summary>
    public static AppHostProcess Start(string dataFolder, params IEnumerable<string> options) =>
        Start(dataFolder, new Dictionary<string, string>(), options);

    /// <summary>The same, with variables on top of those of the test.</summary>
    public static AppHostProcess Start(string dataFolder, IReadOnlyDictionary<string, string> variables, params IEnumerable<string> options) =>
        StartCommand("dotnet", [AssemblyPath, "--data", dataFolder, "--search-backend", "embedded", .. FreePorts, .. options], variables);

    /// <summary>Starts any command as if it were the AppHost.</summary>
    public static AppHostProcess StartCommand(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? variables = null)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        // No feed is asked for Aspire's packages, and nothing of the tester's own settings gets in.
        start.Environment["OfficialPackages"] = "false";
        start.Environment.Remove("ConnectionStrings__elasticsearch");
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Waits until everything is up, and returns the addresses of the table by resource name.</summary>
    public async Task<IReadOnlyDictionary<string, Uri>> WaitUntilUpAsync(TimeSpan limit)
    {
        await WaitForLineAsync("MotionBlend is up", limit);
        return Lines.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(cells => cells is [_, "healthy", var address, ..] && address.StartsWith("http", StringComparison.Ordinal))
            .DistinctBy(cells => cells[0])
            .ToDictionary(cells => cells[0], cells => new Uri(cells[2]));
    }

    /// <summary>Waits for a line that contains <paramref name="text"/> and returns it.</summary>
    public async Task<string> WaitForLineAsync(string text, TimeSpan limit)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var ended = _reading.IsCompleted;
            if (Lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            Assert.False(ended, $"The AppHost ended before it wrote '{text}':\n{Output}");
            Assert.True(Stopwatch.GetElapsedTime(started) < limit, $"No '{text}' within {limit.TotalSeconds} s:\n{Output}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan limit)
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(limit, TestContext.Current.CancellationToken);
        await Task.WhenAny(_reading, Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
        return _process.ExitCode;
    }

    /// <summary>Sends <paramref name="signal"/> to this process or to <paramref name="processId"/>.</summary>
    public async Task SignalAsync(string signal, int? processId = null)
    {
        using var kill = Process.Start("kill", [$"-{signal}", (processId ?? Id).ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Kills whatever is left; its children end with it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lines)
            {
                _lines.Add(line);
            }
        }
    }
}
