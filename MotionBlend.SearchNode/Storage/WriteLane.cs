using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Storage;

/// <summary>The lane of the one writer: the others wait, and beyond the queue are refused.</summary>
internal sealed class WriteLane(int maxQueued) : IDisposable
{
    private readonly SemaphoreSlim _lane = new(1, 1);
    private int _queued;
    private long _rejected;
    private long _completed;

    /// <summary>How the lane is now.</summary>
    public PoolFigures Figures => new("write", 1, maxQueued)
    {
        Active = 1 - _lane.CurrentCount,
        Queued = Volatile.Read(ref _queued),
        Rejected = Interlocked.Read(ref _rejected),
        Completed = Interlocked.Read(ref _completed),
    };

    /// <summary>Waits for the lane with a write, until the turn is disposed.</summary>
    /// <exception cref="FailureException">Too many writes wait.</exception>
    public async Task<Turn> WriteAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _queued) > maxQueued)
        {
            Interlocked.Decrement(ref _queued);
            Interlocked.Increment(ref _rejected);
            throw new Failure(FailureKind.EsRejectedExecution, $"rejected execution of a write: queue capacity [{maxQueued}] is exceeded").Raise();
        }

        try
        {
            await _lane.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _queued);
        }

        return new Turn(this, Writes: true);
    }

    /// <summary>Waits for the lane with something else than a write.</summary>
    public async Task<Turn> HoldAsync(CancellationToken cancellationToken)
    {
        await _lane.WaitAsync(cancellationToken);
        return new Turn(this, Writes: false);
    }

    public void Dispose() => _lane.Dispose();

    private void End(bool writes)
    {
        if (writes)
            Interlocked.Increment(ref _completed);
        _lane.Release();
    }

    /// <summary>The lane in use.</summary>
    internal readonly record struct Turn(WriteLane Lane, bool Writes) : IDisposable
    {
        public void Dispose() => Lane.End(Writes);
    }
}
