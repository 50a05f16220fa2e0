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

    /// <summary>Bytes read for the batch.</summary>
    public int SourceBytes { get; init; }

    /// <summary>How much of the mart has been read after this batch, 0 to 1; null when unknown.</summary>
    public double? Fraction { get; init; }

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

    /// <inheritdoc/>
    public void Dispose() => Body.Dispose();
}
