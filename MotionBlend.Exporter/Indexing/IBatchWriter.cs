using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Indexing;

/// <summary>Settles every operation of judged batches. Safe to share between threads.</summary>
internal interface IBatchWriter
{
    /// <summary>Settles a batch; returns when each of its operations is in the ledger.</summary>
    /// <exception cref="ExportException">The cluster, not a row, is at fault, or the time for retries is used up.</exception>
    Task WriteAsync(IndexingTarget target, JudgedBatch batch, CancellationToken cancellationToken);
}
