using MotionBlend.Elasticsearch.Bulk;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>A batch after the row gate: the bulk body of its good rows and the dead letters of its bad ones.</summary>
/// <param name="body">Operations of the good rows.</param>
internal sealed class JudgedBatch(BulkBody body) : IDisposable
{
    /// <summary>Operations of the good rows, in their order.</summary>
    public BulkBody Body { get; } = body;

    /// <summary>Rows in the batch, good and bad.</summary>
    public int RowsRead { get; init; }

    /// <summary>What became of the rows so far.</summary>
    public Ledger Ledger { get; } = new();

    /// <summary>What became of the rows, to be added up with other batches.</summary>
    public LoadTally Tally => new(RowsRead, Ledger.Counts, NewestVersion, Warnings);

    /// <summary>Bytes read for the batch.</summary>
    public int SourceBytes { get; init; }

    /// <summary>How much of the mart has been read after this batch, 0 to 1; null when unknown.</summary>
    public double? Fraction { get; init; }

    /// <summary>Rows that are no part of the run's window and were let go.</summary>
    public int OutsideWindow { get; init; }

    /// <summary>Newest version of the rows in the window, good and bad; null when there is none.</summary>
    public long? NewestVersion { get; init; }

    /// <summary>Digest of each operation's values; null when they are not needed.</summary>
    public IReadOnlyList<ulong>? Digests { get; init; }

    /// <summary>Version of each document that the index holds of these ids; null where that was not asked.</summary>
    public IReadOnlyDictionary<ulong, long>? Held { get; set; }

    /// <summary>Operations to send; null for all.</summary>
    public IReadOnlyList<int>? Pending { get; set; }

    /// <summary>Row number of each operation.</summary>
    public required IReadOnlyList<long> Rows { get; init; }

    /// <summary>Id of each operation as a number, see <see cref="BlendKey"/>.</summary>
    public required IReadOnlyList<ulong> Keys { get; init; }

    /// <summary>The bad rows.</summary>
    public required IReadOnlyList<DeadLetter> Rejected { get; init; }

    /// <summary>Warnings by rule.</summary>
    public required IReadOnlyDictionary<string, long> Warnings { get; init; }

    /// <summary>Operations whose id an earlier row of the mart had; null when there are none.</summary>
    public HashSet<int>? Repeats { get; set; }

    /// <summary>Operations that the cluster refused for good; null when there are none.</summary>
    public HashSet<int>? Refused { get; private set; }

    /// <summary>Takes note that the cluster refused an operation for good.</summary>
    public void Refuse(int operation) => (Refused ??= []).Add(operation);

    /// <summary>
    /// The operations in parts to be written one after the other, none of which names an id twice: operations of one request may
    /// be taken at different times when some are sent again, and then the last row of an id would not be the last written.
    /// </summary>
    public IEnumerable<List<int>> Parts()
    {
        var pending = Pending ?? [.. Enumerable.Range(0, Body.Count)];
        if (Repeats is null)
        {
            yield return [.. pending];
            yield break;
        }

        var part = new List<int>();
        var keys = new HashSet<ulong>();
        foreach (var operation in pending)
        {
            if (!keys.Add(Keys[operation]))
            {
                yield return part;
                part = [];
                keys = [Keys[operation]];
            }

            part.Add(operation);
        }

        yield return part;
    }

    /// <inheritdoc/>
    public void Dispose() => Body.Dispose();
}
