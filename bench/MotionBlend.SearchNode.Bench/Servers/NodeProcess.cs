using System.Diagnostics;
using System.Globalization;

namespace MotionBlend.SearchNode.Bench.Servers;

/// <summary>A search node in a process of its own, on a free port, with a data folder that outlives it.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private const string Ready = "search node: ";

    private readonly Process _process;

    private NodeProcess(Process process, Uri address, TimeSpan startTime)
    {
        _process = process;
        Address = address;
        StartTime = startTime;
    }

    public Uri Address { get; }

    /// <summary>From the start of the process to its ready line.</summary>
    public TimeSpan StartTime { get; }

    /// <summary>Starts the node and waits for its ready line.</summary>
    /// <param name="executable">The node's executable, or its <c>.dll</c>.</param>
    /// <param name="dataFolder">Folder of the database.</param>
    /// <param name="timeout">How long the start may take.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <param name="settings">Node settings, <c>key=value</c>.</param>
    /// <exception cref="NodeStartException">It ended, or did not get ready in time; the message has its last lines.</exception>
    public static async Task<NodeProcess> StartAsync(
        string executable, string dataFolder, TimeSpan timeout, CancellationToken cancellationToken, params string[] settings)
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        var isLibrary = executable.EndsWith(".dll", StringComparison.Ordinal);
        start.FileName = isLibrary ? "dotnet" : executable;
        if (isLibrary) start.ArgumentList.Add(executable);
        foreach (var argument in new[] { "--port", "0", "--data", dataFolder }.Concat(settings.SelectMany(setting => new[] { "-E", setting })))
        {
            start.ArgumentList.Add(argument);
        }

        var clock = Stopwatch.StartNew();
        var process = Process.Start(start) ?? throw new NodeStartException($"{executable} did not start");
        var lastLines = new LastLines();
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Read(line.Data, lastLines, address);
        process.ErrorDataReceived += (_, line) => Read(line.Data, lastLines, address);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => address.TrySetException(new NodeStartException("the node ended at its start"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            var ready = await address.Task.WaitAsync(timeout, cancellationToken);
            return new NodeProcess(process, ready, clock.Elapsed);
        }
        catch (Exception failure) when (failure is NodeStartException or TimeoutException)
        {
            await EndAsync(process);
            throw new NodeStartException($"{failure.Message}\n{lastLines}");
        }
    }

    /// <summary>Resident memory in megabytes, now and at its highest; null where the system does not tell.</summary>
    public (double Now, double Highest)? Memory()
    {
        var status = $"/proc/{_process.Id}/status";
        if (!File.Exists(status)) return null;
        var lines = File.ReadAllLines(status);
        return (Megabytes(lines, "VmRSS:"), Megabytes(lines, "VmHWM:"));
    }

    /// <summary>Ends the process at once, as a power failure would.</summary>
    public Task KillAsync() => EndAsync(_process);

    public async ValueTask DisposeAsync()
    {
        await EndAsync(_process);
        _process.Dispose();
    }

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    private static void Read(string? line, LastLines lastLines, TaskCompletionSource<Uri> address)
    {
        if (line is null) return;
        lastLines.Add(line);
        if (line.StartsWith(Ready, StringComparison.Ordinal)) address.TrySetResult(new Uri(line[Ready.Length..].Trim()));
    }

    private static double Megabytes(string[] lines, string key)
    {
        var line = lines.First(candidate => candidate.StartsWith(key, StringComparison.Ordinal));
        return double.Parse(line[key.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    private sealed class LastLines
    {
        private readonly Queue<string> _lines = [];

        public void Add(string line)
        {
            lock (_lines)
            {
                _lines.Enqueue(line);
                if (_lines.Count > 20) _lines.Dequeue();
            }
        }

        public override string ToString()
        {
            lock (_lines) return string.Join('\n', _lines);
        }
    }
}

/// <summary>The node did not get ready; the message says what it wrote last.</summary>
public sealed class NodeStartException(string message) : Exception(message);
