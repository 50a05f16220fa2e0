namespace MotionBlend.Exporter.Mart;

/// <summary>
/// Some rows of a mart in their order, each a JSON object in UTF-8, all in one pooled buffer. A batch is sized so that the bulk
/// body made of it is one request.
/// </summary>
internal sealed class MartBatch : IDisposable
{
    private readonly List<(int Start, int Length)> _rows;
    private byte[] _buffer;

    /// <summary>A batch over a buffer rented from <see cref="RowBuffers"/>; the batch returns it.</summary>
    /// <param name="buffer">Holds the rows.</param>
    /// <param name="rows">Where each row stands.</param>
    /// <param name="firstRow">Number of the first row in the mart, from 1.</param>
    /// <param name="sourceBytes">Bytes of the rows with what separates them.</param>
    /// <param name="fraction">How much of the mart has been read after this batch, 0 to 1; null when unknown.</param>
    public MartBatch(byte[] buffer, List<(int Start, int Length)> rows, long firstRow, int sourceBytes, double? fraction)
    {
        _buffer = buffer;
        _rows = rows;
        FirstRow = firstRow;
        SourceBytes = sourceBytes;
        Fraction = fraction;
    }

    /// <summary>Rows in the batch.</summary>
    public int Count => _rows.Count;

    /// <summary>Number of the first row in the mart, from 1.</summary>
    public long FirstRow { get; private set; }

    /// <summary>Number of the last row in the mart.</summary>
    public long LastRow => FirstRow + Count - 1;

    /// <summary>Bytes of the rows with what separates them.</summary>
    public int SourceBytes { get; }

    /// <summary>How much of the mart has been read after this batch, 0 to 1; null when unknown.</summary>
    public double? Fraction { get; private set; }

    /// <summary>Makes the batch one of a mart of several parts.</summary>
    /// <param name="rows">Rows of the parts before its own.</param>
    /// <param name="part">Parts before its own.</param>
    /// <param name="parts">Parts in all.</param>
    public void MoveBehind(long rows, int part, int parts)
    {
        FirstRow += rows;
        Fraction = (part + Fraction) / parts;
    }

    /// <summary>Drops the rows up to a row, which must not be the last.</summary>
    public void DropUpTo(long row)
    {
        var count = (int)Math.Clamp(row - FirstRow + 1, 0, Count);
        _rows.RemoveRange(0, count);
        FirstRow += count;
    }

    /// <summary>A row's bytes; valid until <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> Row(int index) => _buffer.AsSpan(_rows[index].Start, _rows[index].Length);

    /// <inheritdoc/>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
        {
            RowBuffers.Pool.Return(buffer);
        }
    }
}
