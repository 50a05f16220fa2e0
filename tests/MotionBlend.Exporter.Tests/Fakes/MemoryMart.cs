using System.Runtime.CompilerServices;
using System.Text;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Rows;

namespace MotionBlend.Exporter.Tests.Fakes;

/// <summary>A mart of rows in memory.</summary>
/// <param name="rows">The rows.</param>
internal sealed class MemoryMart(IEnumerable<string> rows) : IMartSource
{
    public string Name => "memory";

    public long? TotalRows { get; init; }

    public IReadOnlyList<string> Columns { get; init; } = [.. MartColumn.All.Select(column => column.Name)];

    public bool CanBeReadAgain { get; init; } = true;

    /// <summary>What reading fails with after all rows were given; null for a regular end.</summary>
    public Exception? Fault { get; init; }

    /// <summary>Called before each batch.</summary>
    public Action OnBatch { get; init; } = () => { };

    public ValueTask<IReadOnlyList<string>> ReadColumnsAsync(CancellationToken cancellationToken) => new(Columns);

    /// <summary>Why the read cannot be taken up; null when it can.</summary>
    public string? WhyNot { get; init; }

    /// <summary>A read is taken up only in a mart of the same version.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Rows that a read which is taken up begins with although they are done with.</summary>
    public int ReadAgain { get; init; }

    /// <summary>Rows that were read.</summary>
    public int RowsRead { get; private set; }

    private long _start;

    public ValueTask<string?> TryResumeAsync(ResumePoint point, CancellationToken cancellationToken)
    {
        var whyNot = WhyNot ?? (point is ResumePoint.InFile { Length: var length } && length == Version ? null : "the mart has changed");
        _start = whyNot is null ? Math.Max(0, point.RowsDone - ReadAgain) : 0;
        return new(whyNot);
    }

    /// <summary>False for a mart that has no places to go on from, as a folder.</summary>
    public bool HasPlaces { get; init; } = true;

    public ResumePoint? ResumePointAt(long rowsDone) => HasPlaces ? new ResumePoint.InFile(rowsDone, Version, DateTimeOffset.UnixEpoch) : null;

    public async IAsyncEnumerable<MartBatch> ReadAsync(BatchLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = _start + 1;
        foreach (var chunk in rows.Skip((int)_start).Chunk(limits.Rows))
        {
            await Task.Yield();
            OnBatch();
            cancellationToken.ThrowIfCancellationRequested();
            RowsRead += chunk.Length;
            yield return Batch(first, chunk);
            first += chunk.Length;
        }

        if (Fault is not null)
        {
            throw Fault;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static MartBatch Batch(long firstRow, params IReadOnlyList<string> rows)
    {
        var length = rows.Sum(Encoding.UTF8.GetByteCount);
        var buffer = RowBuffers.Pool.Rent(length);
        var ranges = new List<(int, int)>();
        var written = 0;
        foreach (var row in rows)
        {
            var bytes = Encoding.UTF8.GetBytes(row, buffer.AsSpan(written));
            ranges.Add((written, bytes));
            written += bytes;
        }

        return new MartBatch(buffer, ranges, firstRow, length, null);
    }
}
