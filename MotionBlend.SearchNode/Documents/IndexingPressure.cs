using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Documents;

/// <summary>How many bytes of documents are being written, and how many may be: writes that wait hold theirs in memory. Safe to share between threads.</summary>
internal sealed class IndexingPressure(SearchNodeOptions options)
{
    private long _current;
    private long _total;
    private long _rejections;

    /// <summary>Most bytes at once.</summary>
    public long Limit => options.IndexingPressureBytes;

    /// <summary>Bytes that are being written now.</summary>
    public long Current => Interlocked.Read(ref _current);

    /// <summary>Bytes of all writes since the start.</summary>
    public long Total => Interlocked.Read(ref _total);

    /// <summary>Writes that were refused since the start.</summary>
    public long Rejections => Interlocked.Read(ref _rejections);

    /// <summary>Lets a write in until it is disposed.</summary>
    /// <exception cref="FailureException">It is more than there is room for.</exception>
    public Write Begin(IReadOnlyList<WriteOperation> operations)
    {
        var bytes = operations.Sum(operation => operation.Bytes);
        var current = Interlocked.Add(ref _current, bytes);
        if (current > Limit)
        {
            Interlocked.Add(ref _current, -bytes);
            Interlocked.Increment(ref _rejections);
            throw new Failure(
                FailureKind.EsRejectedExecution,
                $"rejected execution of coordinating operation [coordinating_and_primary_bytes={current - bytes}, replica_bytes=0, all_bytes={current - bytes}, "
                + $"coordinating_operation_bytes={bytes}, max_coordinating_and_primary_bytes={Limit}]").Raise();
        }

        Interlocked.Add(ref _total, bytes);
        return new Write(this, bytes);
    }

    /// <summary>A write under way.</summary>
    internal readonly record struct Write(IndexingPressure Pressure, long Bytes) : IDisposable
    {
        public void Dispose() => Interlocked.Add(ref Pressure._current, -Bytes);
    }
}
