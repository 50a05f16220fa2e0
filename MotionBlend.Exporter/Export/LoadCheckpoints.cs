using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>
/// Knows up to which row every row is settled, and keeps that from time to time. Batches end in any order; only the first ones
/// without a gap count. Safe to share between threads.
/// </summary>
/// <param name="start">What earlier runs of the load did.</param>
/// <param name="interval">Shortest time between two checkpoints.</param>
/// <param name="keep">Keeps what is done; called by one thread at a time.</param>
/// <param name="time">Clock.</param>
internal sealed class LoadCheckpoints(LoadTally start, TimeSpan interval, Func<LoadTally, CancellationToken, Task> keep, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Queue<Entry> _entries = new();
    private LoadTally _done = start;
    private long _keptRows = start.Rows;
    private long _keptAt = time.GetTimestamp();
    private int _isKeeping;

    /// <summary>What earlier runs of the load did.</summary>
    public LoadTally Start { get; } = start;

    /// <summary>What is done with, without a gap.</summary>
    public LoadTally Done
    {
        get
        {
            lock (_lock)
            {
                return _done;
            }
        }
    }

    /// <summary>Takes note of a batch that is about to be written. Called for all in the mart's order.</summary>
    public Entry Begin(JudgedBatch batch)
    {
        var entry = new Entry(batch);
        lock (_lock)
        {
            _entries.Enqueue(entry);
        }

        return entry;
    }

    /// <summary>Takes note that every row of a batch is settled, and keeps that when it is time.</summary>
    public async Task EndAsync(Entry entry, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            entry.Tally = entry.Batch!.Tally;
            entry.Batch = null;
            while (_entries.TryPeek(out var first) && first.Tally is { } tally)
            {
                _done += tally;
                _entries.Dequeue();
            }
        }

        if (time.GetElapsedTime(Interlocked.Read(ref _keptAt)) >= interval)
        {
            await KeepAsync(cancellationToken);
        }
    }

    /// <summary>Keeps what is done with, unless that is being done.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isKeeping, 1) == 1)
        {
            return;
        }

        try
        {
            var done = Done;
            Interlocked.Exchange(ref _keptAt, time.GetTimestamp());
            if (done.Rows > _keptRows)
            {
                await keep(done, cancellationToken);
                _keptRows = done.Rows;
            }
        }
        finally
        {
            Volatile.Write(ref _isKeeping, 0);
        }
    }

    /// <summary>A batch on its way.</summary>
    internal sealed class Entry(JudgedBatch batch)
    {
        /// <summary>The batch; null once it is settled.</summary>
        public JudgedBatch? Batch { get; set; } = batch;

        /// <summary>What became of its rows; null before it is settled.</summary>
        public LoadTally? Tally { get; set; }
    }
}
