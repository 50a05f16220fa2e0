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

    private readonly DataFolder _folder;
    private readonly DuckDBConnection _writer;
    private readonly ReaderPool _readers;
    private readonly SemaphoreSlim _lane = new(1, 1);
    private readonly ReaderWriterLockSlim _publication = new();
    private readonly int _maxQueuedWrites;
    private readonly long _diskReserve;
    private int _queuedWrites;
    private long _commits;
    private long _writes;
    private long _rejectedWrites;
    private long _completedWrites;
    private volatile ClusterState _state;

    private NodeStorage(DataFolder folder, DuckDBConnection writer, ReaderPool readers, string clusterUuid, ClusterState state, SearchNodeOptions options)
    {
        _folder = folder;
        _writer = writer;
        _readers = readers;
        _state = state;
        _maxQueuedWrites = options.MaxQueuedWrites;
        _diskReserve = options.DiskReserveMegabytes * 1024L * 1024;
        ClusterUuid = clusterUuid;
    }

    public string ClusterUuid { get; }

    /// <summary>The pool that reads and the lane that writes, as they are now.</summary>
    public IReadOnlyList<PoolFigures> Pools =>
    [
        _readers.Figures,
        new PoolFigures("write", 1, _maxQueuedWrites)
        {
            Active = 1 - _lane.CurrentCount,
            Queued = Volatile.Read(ref _queuedWrites),
            Rejected = Interlocked.Read(ref _rejectedWrites),
            Completed = Interlocked.Read(ref _completedWrites),
        },
    ];

    public string FolderPath => _folder.Path;

    /// <summary>Whether the disk has room for more documents.</summary>
    public bool HasRoom => new DriveInfo(_folder.Path).AvailableFreeSpace >= _diskReserve;

    /// <summary>The latest published state.</summary>
    public ClusterState State => _state;

    /// <summary>Opens or makes a data folder.</summary>
    /// <exception cref="DataFolderException">It is in use, newer, or cannot be used.</exception>
    public static NodeStorage Open(SearchNodeOptions options)
    {
        var folder = DataFolder.Open(options.DataFolder);
        try
        {
            var source = $"Data Source={folder.DatabasePath}";
            var writer = new DuckDBConnection(source);
            writer.Open();
            var setup = new WriteSession(writer, new ClusterState(0, System.Collections.Immutable.ImmutableSortedDictionary<string, IndexState>.Empty), CancellationToken.None);
            setup.Execute("SET autoinstall_known_extensions = false");
            setup.Execute("SET TimeZone = 'UTC'");
            setup.Execute("SET preserve_insertion_order = true");
            setup.Execute($"SET wal_autocheckpoint = '{options.CheckpointMegabytes}MB'");
            setup.Execute($"SET memory_limit = '{options.MemoryMegabytes}MB'");
            DatabaseFunctions.Register(writer);
            // Up to here a list of row numbers spares the database the blocks that have none of them.
            setup.Execute("SET GLOBAL dynamic_or_filter_threshold = 1000");
            setup.Execute("BEGIN");
            Catalog.Prepare(setup, folder.Path);
            setup.Execute("COMMIT");
            var (uuid, state) = Catalog.Load(setup);
            return new NodeStorage(folder, writer, new ReaderPool(source, options), uuid, state, options);
        }
        catch (DuckDBException e)
        {
            folder.Dispose();
            throw new DataFolderException($"the database in the data folder [{folder.Path}] cannot be opened: {e.Message}", e);
        }
        catch (DataFolderException)
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Reads at one moment.</summary>
    /// <exception cref="FailureException">Too many requests wait.</exception>
    public async Task<T> ReadAsync<T>(Func<ReadSession, T> work, CancellationToken cancellationToken)
    {
        using var lease = await _readers.LeaseAsync(cancellationToken);
        return await Task.Run(() => Read(lease.Connection, work, cancellationToken), cancellationToken);
    }

    /// <summary>Takes a view of this moment that later reads share, until it is disposed.</summary>
    /// <exception cref="FailureException">Too many requests wait.</exception>
    public async Task<Snapshot> OpenSnapshotAsync(CancellationToken cancellationToken)
    {
        await _readers.TurnAsync(cancellationToken);
        try
        {
            return await Task.Run(
                () =>
                {
                    var connection = _readers.Open();
                    var session = Begin(connection, "BEGIN TRANSACTION", CancellationToken.None);
                    return new Snapshot(connection, session, _readers);
                },
                cancellationToken);
        }
        finally
        {
            _readers.EndTurn();
        }
    }

    /// <summary>Writes in one transaction; durable when it returns.</summary>
    /// <exception cref="FailureException">The work refused, or too many writes wait.</exception>
    /// <exception cref="StorageException">The database could not write.</exception>
    public async Task<T> WriteAsync<T>(Func<WriteSession, T> work, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _queuedWrites) > _maxQueuedWrites)
        {
            Interlocked.Decrement(ref _queuedWrites);
            Interlocked.Increment(ref _rejectedWrites);
            throw new Failure(
                FailureKind.EsRejectedExecution, $"rejected execution of a write: queue capacity [{_maxQueuedWrites}] is exceeded").Raise();
        }

        try
        {
            await _lane.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _queuedWrites);
        }

        try
        {
            // Once begun, a write is not given up: its caller may be gone, the next one must find a clean lane.
            return await Task.Run(() => Write(work), CancellationToken.None);
        }
        finally
        {
            Interlocked.Increment(ref _completedWrites);
            _lane.Release();
        }
    }

    public void Dispose()
    {
        _readers.Dispose();
        _writer.Dispose();
        _lane.Dispose();
        _publication.Dispose();
        _folder.Dispose();
    }

    private ReadSession Begin(DuckDBConnection connection, string begin, CancellationToken cancellationToken)
    {
        _publication.EnterReadLock();
        try
        {
            // The transaction's moment is its first look at the database, so that is taken while no new state is published.
            var moment = Interlocked.Read(ref _writes);
            var session = new ReadSession(connection, _state, moment, cancellationToken);
            session.Execute(begin);
            try
            {
                session.Execute("SELECT 1 FROM node_meta LIMIT 1");
                session.IsExact = Interlocked.Read(ref _commits) == moment;
                return session;
            }
            catch
            {
                // Cancelled in between: the next user of the connection must find it without a transaction.
                Rollback(connection);
                throw;
            }
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

    private T Write<T>(Func<WriteSession, T> work)
    {
        var session = new WriteSession(_writer, _state, CancellationToken.None);
        var (committing, committed) = (false, false);
        try
        {
            session.Execute("BEGIN");
            var result = work(session);
            Hide(session.Hidden);
            // Counted before the commit, as it is behind it: where both numbers are the same, no commit was under way.
            Interlocked.Increment(ref _commits);
            committing = true;
            if (!session.Changes)
            {
                session.Execute("COMMIT");
            }
            else
            {
                _publication.EnterWriteLock();
                try
                {
                    session.Execute("COMMIT");
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
                Rollback(_writer);
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
