using DuckDB.NET.Data;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Storage;

/// <summary>
/// The node's database: one lane for writes and a bounded number of readers, each on a thread of its own since
/// DuckDB.NET blocks. A write that returned is on disk. A read sees one committed moment throughout, and its
/// <see cref="ClusterState"/> belongs to that moment.
/// </summary>
internal sealed class NodeStorage : IDisposable
{
    private const string BeginRead = "BEGIN TRANSACTION READ ONLY";

    // Finding the table begins a transaction on its database; none of its rows is read.
    private const string FirstLook = "SELECT 1 FROM node_meta LIMIT 0";

    // What a change of mappings, aliases and the like takes of the log, many times over.
    private const long LeastBytes = 1024 * 1024;

    private readonly DataFolder _folder;
    private readonly SearchNodeOptions _options;
    private readonly ILogger _log;
    private readonly ReaderPool _readers;
    private readonly WriteLane _lane;
    private readonly ReaderWriterLockSlim _publication = new();
    private NodeDatabase? _database;
    private long _commits;
    private long _writes;
    private long _reopenings;
    private volatile ClusterState _state;

    private NodeStorage(DataFolder folder, SearchNodeOptions options, ILogger log)
    {
        _folder = folder;
        _options = options;
        _log = log;
        (_database, ClusterUuid, _state) = NodeDatabase.Open(folder, options);
        _readers = new ReaderPool(folder.Source, options);
        _lane = new WriteLane(options.MaxQueuedWrites);
    }

    /// <summary>
    /// Raised after a database that had stopped was opened again, before anybody reads or writes: what is kept in memory of
    /// documents is void, since a write that was never acknowledged may be gone and its numbers are given again.
    /// </summary>
    public event Action? Reopened;

    public string ClusterUuid { get; }

    /// <summary>The pool that reads and the lane that writes, as they are now.</summary>
    public IReadOnlyList<PoolFigures> Pools => [_readers.Figures, _lane.Figures];

    public string FolderPath => _folder.Path;

    /// <summary>Writes so far, and bytes of the log that a start would read.</summary>
    public (long Writes, long Bytes) LogWritten => (Interlocked.Read(ref _writes), _folder.LogBytes);

    /// <summary>Whether the disk has room for more documents.</summary>
    public bool HasRoom => _folder.FreeBytes >= _options.DiskReserveBytes;

    /// <summary>Whether there is a database to read: false while one that stopped cannot be opened again.</summary>
    public bool IsOpen => !_readers.IsClosed;

    /// <summary>The latest published state.</summary>
    public ClusterState State => _state;

    /// <summary>The latest published state, and the number of the last write that it surely has: those of a view of this moment.</summary>
    public (ClusterState State, long Moment) Published => WhilePublished(() => (_state, Interlocked.Read(ref _writes)));

    /// <summary>Opens or makes a data folder.</summary>
    /// <exception cref="DataFolderException">It is in use, newer, or cannot be used.</exception>
    public static NodeStorage Open(SearchNodeOptions options, ILogger log)
    {
        var folder = DataFolder.Open(options.DataFolder);
        try
        {
            return new NodeStorage(folder, options, log);
        }
        catch (DataFolderException)
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Reads at one moment.</summary>
    /// <exception cref="FailureException">Too many requests wait, or there is no database.</exception>
    public Task<T> ReadAsync<T>(Func<ReadSession, T> work, CancellationToken cancellationToken) => RecoveringAsync(
        async () =>
        {
            using var lease = await _readers.LeaseAsync(cancellationToken);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lease.Closing);
            return await Task.Run(() => Read(lease.Connection, work, both.Token), cancellationToken);
        },
        cancellationToken);

    /// <summary>Takes a view of this moment that later reads share, until it is disposed.</summary>
    /// <exception cref="FailureException">Too many requests wait, or there is no database.</exception>
    public Task<Snapshot> OpenSnapshotAsync(CancellationToken cancellationToken) => RecoveringAsync(
        async () =>
        {
            await _readers.TurnAsync(cancellationToken);
            try
            {
                return await Task.Run(OpenSnapshot, cancellationToken);
            }
            finally
            {
                _readers.EndTurn();
            }
        },
        cancellationToken);

    /// <summary>Writes in one transaction; durable when it returns.</summary>
    /// <exception cref="FailureException">The work refused, too many writes wait, or there is no database.</exception>
    /// <exception cref="StorageException">The database could not write.</exception>
    public async Task<T> WriteAsync<T>(Func<WriteSession, T> work, CancellationToken cancellationToken)
    {
        var known = Interlocked.Read(ref _reopenings);
        using var turn = await _lane.WriteAsync(cancellationToken);
        var database = await UsableAsync(known) ?? throw Failure.NotRecovered.Raise();
        try
        {
            // Once begun, a write is not given up: its caller may be gone, the next one must find a clean lane.
            return await Task.Run(() => Write(database, work), CancellationToken.None);
        }
        catch (StorageException)
        {
            // Before the failure is told: whoever is told of it may search again.
            await UsableAsync(Interlocked.Read(ref _reopenings));
            throw;
        }
    }

    public void Dispose()
    {
        _readers.Dispose();
        Fold();
        _database?.Dispose();
        _lane.Dispose();
        _publication.Dispose();
        _folder.Dispose();
    }

    /// <summary>Folds the log into the file.</summary>
    public async Task FoldAsync(CancellationToken cancellationToken)
    {
        using var turn = await _lane.HoldAsync(cancellationToken);
        await Task.Run(Fold, CancellationToken.None);
    }

    // Where no view is open the whole log goes into the file, and the next start need not read it.
    private void Fold()
    {
        try
        {
            if (HasRoom)
                _database?.Checkpoint();
        }
        catch (DuckDBException e)
        {
            _log.FoldFailed(e);
        }
    }

    // A read that meets a database that has stopped is begun again on the one that is opened in its place: once.
    private async Task<T> RecoveringAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        var known = Interlocked.Read(ref _reopenings);
        try
        {
            if (!_readers.IsClosed)
                return await read();
        }
        catch (DuckDBException e) when (StorageFaults.IsFatal(e))
        {
            // Opened again below.
        }
        catch (FailureException e) when (e.Failure == Failure.NotRecovered)
        {
            // The database stopped while this read waited for its turn.
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Interrupted, since the database is being opened again.
        }

        using (await _lane.HoldAsync(cancellationToken))
            await UsableAsync(known);
        return await read();
    }

    // In the lane. Those who waited in the lane for an attempt that failed do not try again.
    private async Task<NodeDatabase?> UsableAsync(long known)
    {
        var fault = _database?.Fault;
        if (fault is not null)
            _log.DatabaseStopped(fault);
        else if (_database is not null)
            return _database;
        if (fault is not null || known == Interlocked.Read(ref _reopenings))
            await ReopenAsync();
        return _database;
    }

    private async Task ReopenAsync()
    {
        await _readers.CloseAsync();
        try
        {
            await Task.Run(Reopen, CancellationToken.None);
            _log.Reopened(_folder.Path);
        }
        catch (DataFolderException e)
        {
            _log.ReopenFailed(e);
        }
        finally
        {
            Interlocked.Increment(ref _reopenings);
            _readers.Resume(closed: _database is null);
        }
    }

    private void Reopen()
    {
        _database?.Dispose();
        _database = null;
        var (database, _, state) = NodeDatabase.Open(_folder, _options);
        _publication.EnterWriteLock();
        try
        {
            _state = state;
            // As after a write: what is remembered of a moment belongs to no later one.
            Interlocked.Increment(ref _commits);
            Interlocked.Increment(ref _writes);
        }
        finally
        {
            _publication.ExitWriteLock();
        }

        Reopened?.Invoke();
        _database = database;
    }

    private Snapshot OpenSnapshot()
    {
        var connection = _readers.OpenView();
        try
        {
            return new Snapshot(connection, Begin(connection, "BEGIN TRANSACTION", CancellationToken.None), _readers);
        }
        catch
        {
            _readers.CloseView(connection);
            throw;
        }
    }

    private ReadSession Begin(DuckDBConnection connection, string begin, CancellationToken cancellationToken) => WhilePublished(() =>
    {
        // The transaction's moment is its first look at the database, so that is taken while no new state is published.
        var moment = Interlocked.Read(ref _writes);
        var session = new ReadSession(connection, _state, moment, cancellationToken);
        session.Execute(begin);
        try
        {
            session.Execute(FirstLook);
            session.IsExact = Interlocked.Read(ref _commits) == moment;
            return session;
        }
        catch
        {
            // Cancelled in between: the next user of the connection must find it without a transaction.
            Rollback(connection);
            throw;
        }
    });

    private T WhilePublished<T>(Func<T> look)
    {
        _publication.EnterReadLock();
        try
        {
            return look();
        }
        finally
        {
            _publication.ExitReadLock();
        }
    }

    private T Read<T>(DuckDBConnection connection, Func<ReadSession, T> work, CancellationToken cancellationToken)
    {
        var session = Begin(connection, BeginRead, cancellationToken);
        try
        {
            return work(session);
        }
        finally
        {
            Rollback(connection);
        }
    }

    private T Write<T>(NodeDatabase database, Func<WriteSession, T> work)
    {
        var hasRoom = HasRoom;
        var session = new WriteSession(database.Writer, _state, hasRoom, CancellationToken.None);
        var (committing, committed) = (false, false);
        try
        {
            database.FoldLog(hasRoom);
            database.Execute("BEGIN");
            var result = work(session);
            // A transaction that finds no room in the log stops the database.
            if (session.Writes && !hasRoom && _folder.FreeBytes < LeastBytes)
                throw new StorageException(StorageFaults.DiskFull, null);
            // With a state that is published as a whole, what is hidden in it is published with it.
            if (!session.Changes)
                Hide(session.Hidden);
            // Counted before the commit, as it is behind it: where both numbers are the same, no commit was under way.
            Interlocked.Increment(ref _commits);
            committing = true;
            if (!session.Changes)
            {
                database.Commit();
            }
            else
            {
                _publication.EnterWriteLock();
                try
                {
                    database.Commit();
                    _state = session.State;
                }
                finally
                {
                    _publication.ExitWriteLock();
                }
            }

            committed = true;
            // Counted behind the commit: a read between the two sees the write under the old number, never the reverse.
            Interlocked.Increment(ref _writes);
            session.RunCommitted();
            return result;
        }
        catch (DuckDBException e)
        {
            throw new StorageException(StorageFaults.Describe(e), e);
        }
        finally
        {
            if (!committed)
                Rollback(database.Writer);
            if (committing && !committed)
                Interlocked.Increment(ref _writes);
        }
    }

    // Before the commit: a read that begins behind it must know already what it may not show. One that begins before it
    // loses nothing, since what is hidden is not there yet.
    private void Hide(IReadOnlyList<(IndexState Index, Unrefreshed Unrefreshed)> hidden)
    {
        if (hidden.Count == 0)
            return;
        _publication.EnterWriteLock();
        try
        {
            foreach (var (index, unrefreshed) in hidden)
                if (_state.Indices.TryGetValue(index.Name, out var known))
                    _state = _state.Showing(known, unrefreshed);
        }
        finally
        {
            _publication.ExitWriteLock();
        }
    }

    private static void Rollback(DuckDBConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "ROLLBACK";
        try
        {
            command.ExecuteNonQuery();
        }
        catch (DuckDBException e) when (e.Message.Contains("no transaction is active", StringComparison.Ordinal) || StorageFaults.IsFatal(e))
        {
            // A commit that failed has ended the transaction already, as has a database that stopped.
        }
    }
}
