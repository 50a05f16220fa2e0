namespace MotionBlend.Exporter.Runs;

/// <summary>What became of every row: each row read ends in exactly one of the classes.</summary>
/// <param name="Read">Rows read.</param>
/// <param name="Created">Documents that did not exist before.</param>
/// <param name="Updated">Documents replaced; in a full export, rows whose id an earlier row had.</param>
/// <param name="Noop">Rows that the index already held.</param>
/// <param name="Superseded">Rows that lost against a newer version of the same id.</param>
/// <param name="RejectedByGate">Rows that a rule kept out, in the dead-letter file.</param>
/// <param name="RejectedByCluster">Rows that Elasticsearch refused, in the dead-letter file.</param>
/// <param name="OutsideWindow">Rows that the run's window leaves to other runs.</param>
/// <param name="Deleted">Documents that readers saw before and do not see any more, as the mart has no such row; they are no rows and in no sum.</param>
internal sealed record LedgerCounts(
    long Read, long Created, long Updated, long Noop, long Superseded, long RejectedByGate, long RejectedByCluster, long OutsideWindow = 0, long Deleted = 0)
{
    /// <summary>Rows in the dead-letter file.</summary>
    public long DeadLettered => RejectedByGate + RejectedByCluster;

    /// <summary>Rows that ended in a class.</summary>
    public long Accounted => Created + Updated + Noop + Superseded + DeadLettered + OutsideWindow;

    /// <summary>The sum, class by class.</summary>
    public static LedgerCounts operator +(LedgerCounts first, LedgerCounts second) => new(
        first.Read + second.Read, first.Created + second.Created, first.Updated + second.Updated, first.Noop + second.Noop,
        first.Superseded + second.Superseded, first.RejectedByGate + second.RejectedByGate,
        first.RejectedByCluster + second.RejectedByCluster, first.OutsideWindow + second.OutsideWindow, first.Deleted + second.Deleted);

    /// <summary>True when no row was lost.</summary>
    public bool IsBalanced => Read == Accounted;
}
