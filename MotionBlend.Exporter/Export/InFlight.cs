using System.Runtime.ExceptionServices;

namespace MotionBlend.Exporter.Export;

/// <summary>Writes as many bodies at once as a limit allows. Started and drained by one caller; the first task that fails cancels the others.</summary>
/// <param name="limit">How many, and how many bytes.</param>
/// <param name="stop">Cancelled by the first task that fails.</param>
internal sealed class InFlight(ConcurrencyLimit limit, CancellationTokenSource stop)
{
    private readonly Dictionary<Task, int> _tasks = [];
    private long _bytes;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Starts a task as soon as there is room.</summary>
    /// <param name="bytes">Bytes of the body.</param>
    /// <param name="work">Writes it.</param>
    /// <exception cref="Exception">What a task failed with.</exception>
    public async Task StartAsync(int bytes, Func<CancellationToken, Task> work)
    {
        while (!limit.HasRoom(_tasks.Count, _bytes, bytes))
        {
            _tasks.Remove(await Task.WhenAny(_tasks.Keys), out var done);
            _bytes -= done;
        }

        _failure?.Throw();
        var task = GuardAsync(work);
        // One that ended at once is not in flight; such tasks are also one shared object, which cannot be counted twice.
        if (!task.IsCompleted)
        {
            _tasks.Add(task, bytes);
            _bytes += bytes;
        }
    }

    /// <summary>Waits until nothing is in flight.</summary>
    /// <exception cref="Exception">What the first task that failed did so with.</exception>
    /// <exception cref="OperationCanceledException">The tasks were cancelled from outside.</exception>
    public async Task DrainAsync()
    {
        await Task.WhenAll(_tasks.Keys);
        _tasks.Clear();
        _bytes = 0;
        _failure?.Throw();
        stop.Token.ThrowIfCancellationRequested();
    }

    /// <summary>Cancels what is in flight and waits for it.</summary>
    /// <exception cref="Exception">What a task had failed with before.</exception>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(_tasks.Keys);
        _tasks.Clear();
        _bytes = 0;
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
