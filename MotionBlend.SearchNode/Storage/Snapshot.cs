using DuckDB.NET.Data;
using MotionBlend.SearchNode.Cluster;

namespace MotionBlend.SearchNode.Storage;

/// <summary>
/// A frozen view that outlives a request: a connection of its own with a transaction that stays open, so DuckDB keeps
/// the rows of its moment. Temporary tables made in it last as long as it does. One read at a time.
/// </summary>
/// <remarks>
/// A statement that is interrupted would end the transaction and with it the view, so a running statement is let
/// finish; a cancelled caller is told between two statements.
/// </remarks>
internal sealed class Snapshot(DuckDBConnection connection, ReadSession session, ReaderPool readers) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Indices and mappings as of the view.</summary>
    public ClusterState State => session.State;

    /// <summary>Reads the view; null when it has been disposed meanwhile, or has gone with a database that stopped.</summary>
    /// <exception cref="Failures.FailureException">Too many requests wait.</exception>
    public async Task<T?> ReadAsync<T>(Func<ReadSession, T> work, CancellationToken cancellationToken)
        where T : class
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await readers.TurnAsync(cancellationToken);
            try
            {
                return readers.HasView(connection) ? await Task.Run(() => work(session), cancellationToken) : null;
            }
            catch (DuckDBException e) when (StorageFaults.IsFatal(e))
            {
                readers.CloseView(connection);
                return null;
            }
            catch (Exception e) when (e is not OperationCanceledException && IsAborted())
            {
                // A statement that failed on a row has ended the transaction: nobody can read the view any more.
                readers.CloseView(connection);
                throw;
            }
            finally
            {
                readers.EndTurn();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private bool IsAborted()
    {
        try
        {
            session.Single(SqlStatement.Of("SELECT 1"), row => row.Long(0));
            return false;
        }
        catch (DuckDBException)
        {
            return true;
        }
    }

    /// <summary>Gives the view up, after a read that is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        try
        {
            readers.CloseView(connection);
        }
        finally
        {
            _turn.Release();
        }
    }
}
