using DuckDB.NET.Data;
using MotionBlend.SearchNode.Cluster;

namespace MotionBlend.SearchNode.Storage;

/// <summary>A frozen view of the data: every statement sees the same committed state, and <see cref="State"/> belongs to it.</summary>
internal sealed class ReadSession(DuckDBConnection connection, ClusterState state, long moment, CancellationToken cancellationToken)
    : DuckSession(connection, cancellationToken)
{
    /// <summary>Indices and mappings as of this view.</summary>
    public ClusterState State { get; } = state;

    /// <summary>Number of the last write that the view surely has; a later write has a larger one.</summary>
    public long Moment { get; } = moment;

    /// <summary>Whether the view surely has no later write than <see cref="Moment"/>, so that all such views of the moment are the same.</summary>
    public bool IsExact { get; set; }

    /// <summary>Runs a statement without a result: one of the transaction, or one on a table of this session alone.</summary>
    public void Execute(SqlStatement statement) => ExecuteCommand(statement);
}
