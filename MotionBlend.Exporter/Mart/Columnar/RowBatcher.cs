namespace MotionBlend.Exporter.Mart.Columnar;

/// <summary>
/// Gathers rows, written one after the other, into batches. Rows of one page or message and the next may share a batch; a batch
/// ends as soon as another row of the size seen so far could pass a limit.
/// </summary>
internal sealed class RowBatcher(BatchLimits limits)
{
    private const int ExpectedRowBytes = 1024;

    private PooledBuffer? _buffer;
    private List<(int Start, int Length)> _rows = [];
    private int _rowStart;
    private int _longestRow = ExpectedRowBytes;

    /// <summary>True when the batch is full: take it with <see cref="TryTake"/> before the next row.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Starts a row.</summary>
    /// <returns>Where to write it to.</returns>
    public PooledBuffer BeginRow()
    {
        _buffer ??= new PooledBuffer((int)Math.Min(limits.Bytes, (long)limits.Rows * _longestRow));
        _rowStart = _buffer.Length;
        return _buffer;
    }

    /// <summary>Ends the row begun last.</summary>
    public void EndRow()
    {
        var length = _buffer!.Length - _rowStart;
        _longestRow = Math.Max(_longestRow, length);
        _rows.Add((_rowStart, length));
        IsFull = _rows.Count >= limits.Rows
            || _buffer.Length + _longestRow + ((_rows.Count + 1L) * BatchLimits.AddedBytes) > limits.Fill;
    }

    /// <summary>Gives the rows gathered, or null when there are none.</summary>
    public RowBlock? TryTake()
    {
        if (_buffer is null || _rows.Count == 0)
        {
            return null;
        }

        var bytes = _buffer.Detach(out var length);
        var block = new RowBlock(bytes, _rows, length);
        _buffer = null;
        _rows = new List<(int, int)>(_rows.Count);
        IsFull = false;
        return block;
    }
}
