using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace MotionBlend.AppHost.Local;

/// <summary>
/// A process of the application. Its standard input is a pipe that only this process holds, and a variable tells it to
/// stop when that pipe closes (MotionBlend.ServiceDefaults): so nothing stays behind, however the runner ends.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>Set to <c>true</c> in every child; ServiceDefaults reads it.</summary>
    public const string StopWithStandardInput = "MOTIONBLEND_STOP_WITH_STDIN";

    private const int SigTerm = 15;
    private const int LastLineCount = 12;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lastLines = new();

    private ChildProcess(Process process, Action<string> onLine)
    {
        _process = process;
        Ended = WaitAsync(ReadAsync(process.StandardOutput, onLine), ReadAsync(process.StandardError, onLine));
    }

    /// <summary>The exit code, once the process has ended and its last lines were read; 128 + N for signal N.</summary>
    public Task<int> Ended { get; }

    /// <summary>The last lines that it wrote.</summary>
    public IReadOnlyList<string> LastLines => [.. _lastLines];

    /// <summary>Starts a process. Every line that it writes goes to <paramref name="onLine"/>.</summary>
    /// <exception cref="Win32Exception">The command cannot be run.</exception>
    public static ChildProcess Start(ProcessStartInfo start, Action<string> onLine)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.StandardOutputEncoding = start.StandardErrorEncoding = Encoding.UTF8;
        start.Environment[StopWithStandardInput] = "true";
        return new(Process.Start(start)!, onLine);
    }

    /// <summary>Asks the process to end by itself: by SIGTERM, or where there is none by closing its standard input.</summary>
    public void RequestStop()
    {
        if (OperatingSystem.IsWindows())
        {
            CloseStandardInput();
        }
        else if (!_process.HasExited)
        {
            _ = SendSignal(_process.Id, SigTerm);
        }
    }

    /// <summary>What the end of this process does to the child.</summary>
    public void CloseStandardInput() => _process.StandardInput.Close();

    /// <summary>Ends the process and what it started.</summary>
    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Dispose() => _process.Dispose();

    private async Task<int> WaitAsync(params Task[] readers)
    {
        await _process.WaitForExitAsync();
        // A process that it started may hold the pipes open; its own lines are there at once.
        await Task.WhenAny(Task.WhenAll(readers), Task.Delay(TimeSpan.FromMilliseconds(500)));
        return _process.ExitCode;
    }

    private async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _lastLines.Enqueue(line);
            _ = _lastLines.Count > LastLineCount && _lastLines.TryDequeue(out _);
            onLine(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int processId, int signal);
}
