using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MotionBlend.AppHost.Local;

/// <summary>
/// When to stop: Ctrl+C, SIGTERM, a closed terminal, or the end of the <c>dotnet run</c> that started this process (killed
/// with -9 it cannot pass that on). A later second signal ends this process at once, and the children with it.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    // One stop may come as two signals: from the terminal or `timeout`, and passed on by `dotnet run`.
    private static readonly TimeSpan SameStop = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations;
    private long _stopped;

    public StopSignals()
    {
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT];
        _registrations = [.. signals.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
        if (!OperatingSystem.IsWindows())
        {
            _ = WatchParentAsync(ParentId());
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        var first = Interlocked.CompareExchange(ref _stopped, Stopwatch.GetTimestamp(), 0);
        context.Cancel = first == 0 || Stopwatch.GetElapsedTime(first) < SameStop;
        _stop.Cancel();
    }

    /// <summary>Stops when a parent that is <c>dotnet</c> is gone; any other parent, a shell say, may leave us running.</summary>
    private async Task WatchParentAsync(int parent)
    {
        if (!Process.GetProcessesByName("dotnet").Any(process => process.Id == parent))
        {
            return;
        }

        while (ParentId() == parent)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), Stop);
        }

        await _stop.CancelAsync();
    }

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int ParentId();
}
