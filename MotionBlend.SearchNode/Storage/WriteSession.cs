using DuckDB.NET.Data;
using MotionBlend.SearchNode.Cluster;

namespace MotionBlend.SearchNode.Storage;

/// <summary>
/// The one writing transaction. What it changes is durable and visible together when the work returns; when the work
/// throws, nothing of it happened.
/// </summary>
internal sealed class WriteSession(DuckDBConnection connection, ClusterState state, bool hasRoom, CancellationToken cancellationToken)
    : DuckSession(connection, cancellationToken)
{
    private readonly List<Action> _committed = [];
    private readonly List<(IndexState Index, Unrefreshed Unrefreshed)> _hidden = [];

    /// <summary>Indices and mappings as this transaction leaves them; published on commit.</summary>
    public ClusterState State { get; private set; } = state;

    /// <summary>Whether the disk has room for more documents.</summary>
    public bool HasRoom { get; } = hasRoom;

    /// <summary>Whether something was written to tables.</summary>
    public bool Writes { get; private set; }

    /// <summary>Whether the state is another one than before, by more than what is hidden.</summary>
    public bool Changes { get; private set; }

    /// <summary>What this transaction hides from searches.</summary>
    public IReadOnlyList<(IndexState Index, Unrefreshed Unrefreshed)> Hidden => _hidden;

    /// <summary>Hides writes of this transaction from searches until a refresh.</summary>
    public void Hide(IndexState index, Unrefreshed unrefreshed)
    {
        State = State.Showing(State.Indices[index.Name], unrefreshed);
        _hidden.Add((index, unrefreshed));
    }

    /// <summary>Shows searches all writes to an index.</summary>
    public void Refresh(IndexState index)
    {
        var now = State.Indices[index.Name];
        if (now.Unrefreshed is not { } unrefreshed || (unrefreshed.HidesNothing && !HasRoom))
            return;
        // On a full disk searches pass over the replaced rows, until there is room to write that they are gone.
        var remains = unrefreshed.Replaces && !HasRoom;
        if (unrefreshed.Replaces && HasRoom)
            IndexTable.DeleteSuperseded(this, now.Number);
        State = State.Showing(now, remains ? Unrefreshed.ReplacedOnly : null);
        Changes = true;
    }

    /// <summary>Puts an index into the state and the catalog.</summary>
    public void Save(IndexState index)
    {
        State = State.With(index);
        Changes = true;
        Catalog.Save(this, index, State.Version);
    }

    /// <summary>Replaces templates and settings in the state and the catalog.</summary>
    public void Save(ClusterMetadata metadata)
    {
        State = State.With(metadata);
        Changes = true;
        MetadataCatalog.Save(this, metadata);
        Catalog.SaveVersion(this, State.Version);
    }

    /// <summary>Takes an index out of the state and the catalog, with its data.</summary>
    public void Remove(IndexState index)
    {
        State = State.Without(index.Name);
        Changes = true;
        Catalog.Remove(this, index, State.Version);
        IndexTable.Drop(this, index.Number);
    }

    /// <summary>Runs a statement that changes something.</summary>
    public void Execute(SqlStatement statement)
    {
        Writes = true;
        ExecuteCommand(statement);
    }

    /// <summary>An appender to an index's rows.</summary>
    public DuckDBAppender Appender(string table)
    {
        Writes = true;
        return Connection.CreateAppender(table);
    }

    /// <summary>Does something in memory once the transaction is durable.</summary>
    public void OnCommitted(Action action) => _committed.Add(action);

    internal void RunCommitted()
    {
        foreach (var action in _committed)
            action();
    }
}
