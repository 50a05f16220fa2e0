using System.Collections.Immutable;
using DuckDB.NET.Data;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Configuration;

namespace MotionBlend.SearchNode.Storage;

/// <summary>The open database of a data folder, with the one connection that writes; to be used in the write lane.</summary>
internal sealed class NodeDatabase : IDisposable
{
    // The database has no switch for it; no log grows so long.
    private const string Never = "1000TB";

    private readonly string _threshold;
    private bool _folds = true;

    private NodeDatabase(string source, SearchNodeOptions options)
    {
        _threshold = $"{options.CheckpointMegabytes}MB";
        Writer = new DuckDBConnection(source);
    }

    /// <summary>The connection that writes.</summary>
    public DuckDBConnection Writer { get; }

    /// <summary>Why no statement can be executed any more: the log or the file could not be written; null when all is well.</summary>
    public DuckDBException? Fault
    {
        get
        {
            try
            {
                Execute("SELECT 1");
                return null;
            }
            catch (DuckDBException e) when (StorageFaults.IsFatal(e))
            {
                return e;
            }
        }
    }

    /// <summary>Opens the database and reads its catalog.</summary>
    /// <exception cref="DataFolderException">It is newer, or cannot be opened.</exception>
    public static (NodeDatabase Database, string ClusterUuid, ClusterState State) Open(DataFolder folder, SearchNodeOptions options)
    {
        var database = new NodeDatabase(folder.Source, options);
        try
        {
            database.Writer.Open();
            // Never behind a caller's back: what a stopped database has in memory must not reach the file.
            database.Execute("PRAGMA disable_checkpoint_on_shutdown");
            database.Execute("SET autoinstall_known_extensions = false");
            database.Execute("SET TimeZone = 'UTC'");
            database.Execute("SET preserve_insertion_order = true");
            database.Execute($"SET wal_autocheckpoint = '{database._threshold}'");
            database.Execute($"SET memory_limit = '{options.MemoryMegabytes}MB'");
            DatabaseFunctions.Register(database.Writer);
            // Up to here a list of row numbers spares the database the blocks that have none of them.
            database.Execute("SET GLOBAL dynamic_or_filter_threshold = 1000");
            var hasRoom = folder.FreeBytes >= options.DiskReserveBytes;
            database.FoldLog(hasRoom);
            var setup = new WriteSession(
                database.Writer, new ClusterState(0, ImmutableSortedDictionary<string, IndexState>.Empty), hasRoom, CancellationToken.None);
            database.Execute("BEGIN");
            Catalog.Prepare(setup, folder.Path);
            database.Execute("COMMIT");
            var (uuid, state) = Catalog.Load(setup);
            return (database, uuid, state);
        }
        catch (DuckDBException e)
        {
            database.Dispose();
            throw new DataFolderException($"the database in the data folder [{folder.Path}] cannot be opened: {e.Message}", e);
        }
        catch (DataFolderException)
        {
            database.Dispose();
            throw;
        }
        catch (Exception e)
        {
            // Whatever a catalog holds that this version does not read.
            database.Dispose();
            throw new DataFolderException($"the catalog in the data folder [{folder.Path}] cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Whether the log is folded into the file when it is long enough: a fold that finds no room stops the database.</summary>
    public void FoldLog(bool folds)
    {
        if (folds == _folds)
            return;
        Execute($"SET GLOBAL wal_autocheckpoint = '{(folds ? _threshold : Never)}'");
        _folds = folds;
    }

    /// <summary>Folds the log into the file now, so that the next start need not read it.</summary>
    public void Checkpoint() => Execute("CHECKPOINT");

    /// <summary>Ends the transaction; durable when it returns.</summary>
    public void Commit()
    {
        try
        {
            Execute("COMMIT");
        }
        catch (DuckDBException e) when (StorageFaults.IsDurable(e))
        {
            // The log has the transaction where only folding it into the file has failed; whoever comes next opens the database again.
        }
    }

    /// <summary>Executes a statement without a result.</summary>
    public void Execute(string statement)
    {
        using var command = Writer.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    public void Dispose() => Writer.Dispose();
}
