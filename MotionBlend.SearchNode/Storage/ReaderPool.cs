using System.Collections.Concurrent;
using DuckDB.NET.Data;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Storage;

/// <summary>
/// A bounded number of reading connections; requests beyond it wait, and beyond the queue are refused. Nobody touches a
/// connection without a turn, so that whoever has all the turns can close them all.
/// </summary>
internal sealed class ReaderPool(string source, SearchNodeOptions options) : IDisposable
{
    private readonly SemaphoreSlim _free = new(options.MaxReaders, options.MaxReaders);
    private readonly ConcurrentBag<DuckDBConnection> _idle = [];
    private readonly ConcurrentDictionary<DuckDBConnection, bool> _views = new();
    private CancellationTokenSource _closing = new();
    private volatile bool _closed;
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

    /// <summary>Whether there is no database to read.</summary>
    public bool IsClosed => _closed;

    /// <summary>Takes a connection until the lease is disposed.</summary>
    /// <exception cref="FailureException">Too many requests wait, or the pool is closed.</exception>
    public async Task<Lease> LeaseAsync(CancellationToken cancellationToken)
    {
        await TurnAsync(cancellationToken);
        try
        {
            return new Lease(this, _idle.TryTake(out var connection) ? connection : Open(), _closing.Token);
        }
        catch
        {
            EndTurn();
            throw;
        }
    }

    /// <summary>Waits for a reader's turn, for work on a view of its own; <see cref="EndTurn"/> gives it back.</summary>
    /// <exception cref="FailureException">Too many requests wait, or the pool is closed.</exception>
    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        if (!_free.Wait(0, CancellationToken.None))
            await WaitAsync(cancellationToken);
        if (!_closed)
            return;
        EndTurn();
        throw Failure.NotRecovered.Raise();
    }

    /// <summary>Ends a turn that <see cref="TurnAsync"/> gave.</summary>
    public void EndTurn() => _free.Release();

    /// <summary>A new connection for a view, which keeps it until <see cref="CloseView"/>.</summary>
    public DuckDBConnection OpenView()
    {
        var connection = Open();
        _views[connection] = true;
        return connection;
    }

    /// <summary>Closes the connection of a view; false when that is done already.</summary>
    public bool CloseView(DuckDBConnection connection)
    {
        if (!_views.TryRemove(connection, out _))
            return false;
        connection.Dispose();
        return true;
    }

    /// <summary>Whether the connection of a view is open.</summary>
    public bool HasView(DuckDBConnection connection) => _views.ContainsKey(connection);

    /// <summary>Interrupts the reads, waits for them and closes every connection; requests wait until <see cref="Resume"/>.</summary>
    public async Task CloseAsync()
    {
        await _closing.CancelAsync();
        for (var turn = 0; turn < options.MaxReaders; turn++)
            await _free.WaitAsync(CancellationToken.None);
        CloseConnections();
    }

    /// <summary>Lets requests in again, to read or to be refused.</summary>
    /// <param name="closed">Whether there is no database to read.</param>
    public void Resume(bool closed)
    {
        _closing.Dispose();
        _closing = new CancellationTokenSource();
        _closed = closed;
        _free.Release(options.MaxReaders);
    }

    public void Dispose()
    {
        CloseConnections();
        _closing.Dispose();
        _free.Dispose();
    }

    private void CloseConnections()
    {
        while (_idle.TryTake(out var connection))
            connection.Dispose();
        foreach (var connection in _views.Keys)
            CloseView(connection);
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
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

    private DuckDBConnection Open()
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

    private void Return(DuckDBConnection connection)
    {
        Interlocked.Increment(ref _completed);
        _idle.Add(connection);
        EndTurn();
    }

    /// <summary>A connection in use.</summary>
    internal sealed class Lease(ReaderPool pool, DuckDBConnection connection, CancellationToken closing) : IDisposable
    {
        public DuckDBConnection Connection { get; } = connection;

        /// <summary>Cancelled when the connection is to be given back at once.</summary>
        public CancellationToken Closing { get; } = closing;

        public void Dispose() => pool.Return(Connection);
    }
}
