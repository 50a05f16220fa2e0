using System.Collections.Concurrent;
using DuckDB.NET.Data;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Storage;

/// <summary>A bounded number of reading connections; requests beyond it wait, and beyond the queue are refused.</summary>
internal sealed class ReaderPool(string source, SearchNodeOptions options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.MaxReaders, options.MaxReaders);
    private readonly ConcurrentBag<DuckDBConnection> _idle = [];
    private int _waiting;
    private long _completed;
    private long _rejected;

    /// <summary>How the pool is now.</summary>
    public PoolFigures Figures => new("search", options.MaxReaders, options.MaxQueuedReads)
    {
        Active = options.MaxReaders - _free.CurrentCount,
        Queued = _waiting,
        Rejected = Interlocked.Read(ref _rejected),
        Completed = Interlocked.Read(ref _completed),
    };

    /// <summary>Takes a connection until the lease is disposed.</summary>
    /// <exception cref="FailureException">Too many requests wait.</exception>
    public async Task<Lease> LeaseAsync(CancellationToken cancellationToken)
    {
        await TurnAsync(cancellationToken);
        try
        {
            return new Lease(this, _idle.TryTake(out var connection) ? connection : Open());
        }
        catch
        {
            EndTurn();
            throw;
        }
    }

    /// <summary>Waits for a reader's turn, for work on a connection of its own; <see cref="EndTurn"/> gives it back.</summary>
    /// <exception cref="FailureException">Too many requests wait.</exception>
    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        if (_free.Wait(0, CancellationToken.None))
            return;
        if (Interlocked.Increment(ref _waiting) > options.MaxQueuedReads)
        {
            Interlocked.Decrement(ref _waiting);
            Interlocked.Increment(ref _rejected);
            throw new Failure(
                FailureKind.EsRejectedExecution,
                $"rejected execution of a search: queue capacity [{options.MaxQueuedReads}] is exceeded").Raise();
        }

        try
        {
            await _free.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Ends a turn that <see cref="TurnAsync"/> gave.</summary>
    public void EndTurn() => _free.Release();

    /// <summary>A new connection, outside the pool.</summary>
    public DuckDBConnection Open()
    {
        var connection = new DuckDBConnection(source);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
            connection.Dispose();
        _free.Dispose();
    }

    private void Return(DuckDBConnection connection)
    {
        Interlocked.Increment(ref _completed);
        _idle.Add(connection);
        EndTurn();
    }

    /// <summary>A connection in use.</summary>
    internal sealed class Lease(ReaderPool pool, DuckDBConnection connection) : IDisposable
    {
        public DuckDBConnection Connection { get; } = connection;

        public void Dispose() => pool.Return(Connection);
    }
}
