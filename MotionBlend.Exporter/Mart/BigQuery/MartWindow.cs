namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>Which rows of the mart are read.</summary>
internal sealed record MartWindow
{
    /// <summary>All rows as they are now.</summary>
    public static MartWindow Everything { get; } = new();

    /// <summary>Nothing but the ids of all rows.</summary>
    public static MartWindow Ids { get; } = new() { IsIdsOnly = true };

    /// <summary>True to read no column but the id, where a source can leave columns out.</summary>
    public bool IsIdsOnly { get; init; }

    /// <summary>Rows whose <c>updated_at</c> is at or after this time; null for no lower bound.</summary>
    public DateTimeOffset? UpdatedFrom { get; init; }

    /// <summary>Rows whose <c>updated_at</c> is before this time; null for no upper bound.</summary>
    public DateTimeOffset? UpdatedBefore { get; init; }

    /// <summary>The table as it was at this time (at most seven days ago); null for now.</summary>
    public DateTimeOffset? SnapshotTime { get; init; }

    /// <summary>Which part of the rows, by the fingerprint of their id; null for all.</summary>
    public MartShard? Shard { get; init; }
}
