using System.Runtime.ExceptionServices;

namespace MotionBlend.Exporter.Export;

/// <summary>Runs up to a number of tasks at once. Started and drained by one caller; the first task that fails cancels the others.</summary>
/// <param name="limit">Most tasks at once.</param>
/// <param name="stop">Cancelled by the first task that fails.</param>
internal sealed class InFlight(int limit, CancellationTokenSource stop)
{
    private readonly List<Task> _tasks = new(limit);
    private ExceptionDispatchInfo? _failure;

    /// <summary>Starts a task as soon as there is room.</summary>
    /// <exception cref="Exception">What a task failed with.</exception>
    public async Task StartAsync(Func<CancellationToken, Task> work)
    {
        while (_tasks.Count >= limit)
        {
            _tasks.Remove(await Task.WhenAny(_tasks));
        }

        _failure?.Throw();
        _tasks.Add(GuardAsync(work));
    }

    /// <summary>Waits until nothing is in flight.</summary>
    /// <exception cref="Exception">What the first task that failed did so with.</exception>
    /// <exception cref="OperationCanceledException">The tasks were cancelled from outside.</exception>
    public async Task DrainAsync()
    {
        await Task.WhenAll(_tasks);
        _tasks.Clear();
        _failure?.Throw();
        stop.Token.ThrowIfCancellationRequested();
    }

    /// <summary>Cancels what is in flight and waits for it.</summary>
    /// <exception cref="Exception">What a task had failed with before.</exception>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(_tasks);
        _tasks.Clear();
        _failure?.Throw();
    }

    private async Task GuardAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            await work(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The cause is either another task's failure or the caller's own cancellation.
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
            await stop.CancelAsync();
        }
    }
}
