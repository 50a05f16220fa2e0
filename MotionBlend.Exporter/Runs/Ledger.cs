using MotionBlend.Elasticsearch.Bulk;

namespace MotionBlend.Exporter.Runs;

/// <summary>Counts what becomes of every row. Safe to share between threads.</summary>
internal sealed class Ledger
{
    private long _read;
    private long _created;
    private long _updated;
    private long _noop;
    private long _superseded;
    private long _rejectedByGate;
    private long _rejectedByCluster;
    private long _outsideWindow;
    private long _deleted;

    /// <summary>The counts as they stand.</summary>
    public LedgerCounts Counts => new(
        Interlocked.Read(ref _read), Interlocked.Read(ref _created), Interlocked.Read(ref _updated), Interlocked.Read(ref _noop),
        Interlocked.Read(ref _superseded), Interlocked.Read(ref _rejectedByGate), Interlocked.Read(ref _rejectedByCluster),
        Interlocked.Read(ref _outsideWindow), Interlocked.Read(ref _deleted));

    /// <summary>Begins with what earlier runs of the same load counted.</summary>
    public void Restore(LedgerCounts counts)
    {
        Interlocked.Add(ref _read, counts.Read);
        Interlocked.Add(ref _created, counts.Created);
        Interlocked.Add(ref _updated, counts.Updated);
        Interlocked.Add(ref _noop, counts.Noop);
        Interlocked.Add(ref _superseded, counts.Superseded);
        Interlocked.Add(ref _rejectedByGate, counts.RejectedByGate);
        Interlocked.Add(ref _rejectedByCluster, counts.RejectedByCluster);
        Interlocked.Add(ref _outsideWindow, counts.OutsideWindow);
    }

    /// <summary>Counts rows read, those of them that a rule kept out, and those that are no part of the run's window.</summary>
    public void Read(long rows, long rejected, long outsideWindow)
    {
        Interlocked.Add(ref _outsideWindow, outsideWindow);
        Interlocked.Add(ref _read, rows);
        Interlocked.Add(ref _rejectedByGate, rejected);
    }

    /// <summary>Counts documents that readers do not see any more.</summary>
    public void Delete(long documents) => Interlocked.Add(ref _deleted, documents);

    /// <summary>Counts a row that Elasticsearch refused.</summary>
    public void Reject() => Interlocked.Increment(ref _rejectedByCluster);

    /// <summary>Counts a row that Elasticsearch settled.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The outcome settles nothing.</exception>
    public void Settle(BulkItemOutcome outcome)
    {
        switch (outcome)
        {
            case BulkItemOutcome.Created:
                Interlocked.Increment(ref _created);
                break;
            case BulkItemOutcome.Updated:
                Interlocked.Increment(ref _updated);
                break;
            case BulkItemOutcome.Noop:
                Interlocked.Increment(ref _noop);
                break;
            case BulkItemOutcome.Conflict:
                Interlocked.Increment(ref _superseded);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(outcome));
        }
    }
}
