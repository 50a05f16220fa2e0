using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MotionBlend.AppHost.Local;

/// <summary>
/// When to stop: Ctrl+C, SIGTERM, a closed terminal, or the end of the <c>dotnet run</c> that started this process (killed
/// with -9 it cannot pass that on). A second signal ends this process at once, and the children with it.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations;

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
        context.Cancel = !_stop.IsCancellationRequested;
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
