using DuckDB.NET.Data;

namespace MotionBlend.SearchNode.Storage;

/// <summary>
/// Cancels a command for as long as it runs: the database forgets an interrupt that comes while a statement is being prepared. Disposed of before
/// the command, it interrupts nothing that comes after.
/// </summary>
internal sealed class CommandCancellation : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(10);

    private readonly DuckDBCommand _command;
    private readonly CancellationTokenRegistration _registration;
    private Timer? _timer;

    public CommandCancellation(DuckDBCommand command, CancellationToken cancellationToken)
    {
        _command = command;
        _registration = cancellationToken.Register(static cancellation => ((CommandCancellation)cancellation!).Begin(), this);
    }

    public void Dispose()
    {
        // Waits for a cancellation under way.
        _registration.Dispose();
        if (_timer is null)
            return;
        using var ended = new ManualResetEvent(false);
        if (_timer.Dispose(ended))
            ended.WaitOne();
    }

    private void Begin()
    {
        _command.Cancel();
        _timer = new Timer(static command => ((DuckDBCommand)command!).Cancel(), _command, Again, Again);
    }
}
