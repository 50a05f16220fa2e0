using System.Globalization;
using System.Text;

namespace MotionBlend.Exporter.Mart;

/// <summary>Cuts a stream of lines into batches. Blank lines are skipped and a byte order mark is dropped; the lines are not looked into.</summary>
/// <param name="limits">Where to end a batch.</param>
/// <param name="name">The mart, for errors.</param>
internal sealed class LineCutter(BatchLimits limits, string name) : IDisposable
{
    private const int ReadSize = 256 * 1024;

    // What is kept of a line that is too long for a row, with the note that says so.
    private const int KeptOfLongLine = 512;

    private byte[] _buffer = RowBuffers.Pool.Rent(2 * ReadSize);
    private int _filled;
    private int _scanned;
    private int _lineStart;
    private int _batchBytes;
    private List<(int Start, int Length)> _rows = [];
    private bool _isStarted;
    private long _rowsCut;
    private long _dropped;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    /// <summary>Rows found so far.</summary>
    public long RowsFound => _rowsCut + _rows.Count;

    /// <summary>Where to read the stream's next bytes to; report them with <see cref="Filled"/>.</summary>
    public Memory<byte> FreeSpace()
    {
        if (_buffer.Length - _filled < ReadSize)
        {
            var larger = RowBuffers.Pool.Rent(Math.Max(_filled + ReadSize, 2 * _buffer.Length));
            _buffer.AsSpan(0, _filled).CopyTo(larger);
            RowBuffers.Pool.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_filled, ReadSize);
    }

    /// <summary>Takes note of bytes read into <see cref="FreeSpace"/>.</summary>
    public void Filled(int bytes) => _filled += bytes;

    /// <summary>Gives the next full batch, at the end also the last one; null when more must be read first.</summary>
    /// <param name="isEnd">True when the stream has ended: the last line needs no newline.</param>
    /// <param name="fraction">How much of the mart has been read.</param>
    /// <exception cref="MartException">The first line is longer than any row. A later one is shortened to a note, which the row gate refuses.</exception>
    public MartBatch? TryCut(bool isEnd, double? fraction)
    {
        SkipByteOrderMark(isEnd);
        while (_scanned < _filled)
        {
            var newline = _buffer.AsSpan(_scanned, _filled - _scanned).IndexOf((byte)'\n');
            if (newline < 0)
            {
                _scanned = _filled;
                break;
            }

            var lineEnd = _scanned + newline;
            if (IsOver(lineEnd))
            {
                return Cut(_lineStart, fraction);
            }

            _scanned = lineEnd + 1;
            AddLine(lineEnd);
            _lineStart = _scanned;
            if (_rows.Count == limits.Rows)
            {
                return Cut(_lineStart, fraction);
            }
        }

        if (_dropped > 0 || _filled - _lineStart > BatchLimits.LongestRow)
        {
            DropMiddle();
        }

        if (!isEnd)
        {
            return null;
        }

        if (_lineStart < _filled)
        {
            if (IsOver(_filled))
            {
                _scanned = _lineStart;
                return Cut(_lineStart, fraction);
            }

            AddLine(_filled);
            _lineStart = _filled;
        }

        return _rows.Count > 0 ? Cut(_filled, fraction) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        RowBuffers.Pool.Return(_buffer);
        _buffer = [];
        _filled = 0;
    }

    private bool IsOver(int lineEnd) =>
        _rows.Count > 0 && _batchBytes + (lineEnd - _lineStart) + BatchLimits.AddedBytes > limits.Fill;

    /// <summary>Forgets what came of the unfinished line but its start.</summary>
    private void DropMiddle()
    {
        if (RowsFound == 0)
        {
            throw new MartException($"{name}: row 1 is longer than {BatchLimits.LongestRow} bytes; is this a file of one JSON object a line?");
        }

        _dropped += _filled - _lineStart - KeptOfLongLine;
        _filled = _lineStart + KeptOfLongLine;
        _scanned = _filled;
    }

    /// <summary>Makes a note of a line that is too long for a row, in its place.</summary>
    /// <returns>The note's end.</returns>
    private int NoteLongLine(int lineEnd)
    {
        var line = _buffer.AsSpan(_lineStart, KeptOfLongLine);
        var note = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"row of {_dropped + lineEnd - _lineStart} bytes, more than the {BatchLimits.LongestRow} that a row may have; it begins: "));
        line[..^note.Length].CopyTo(line[note.Length..]);
        note.CopyTo(line);
        _dropped = 0;
        return _lineStart + KeptOfLongLine;
    }

    private void AddLine(int lineEnd)
    {
        lineEnd = _dropped > 0 ? NoteLongLine(lineEnd) : lineEnd;
        var line = _buffer.AsSpan(_lineStart, lineEnd - _lineStart);
        var trimmed = line.Trim(" \t\r"u8);
        if (trimmed.Length > 0)
        {
            var leading = line.Length - line.TrimStart(" \t\r"u8).Length;
            _rows.Add((_lineStart + leading, trimmed.Length));
            _batchBytes += trimmed.Length + BatchLimits.AddedBytes;
        }
    }

    /// <summary>Hands the buffer over to a batch and takes what follows <paramref name="end"/> along into a new one.</summary>
    private MartBatch Cut(int end, double? fraction)
    {
        var rest = _filled - end;
        var next = RowBuffers.Pool.Rent(Math.Max(rest + ReadSize, limits.Bytes / 2));
        _buffer.AsSpan(end, rest).CopyTo(next);
        var batch = new MartBatch(_buffer, _rows, _rowsCut + 1, end, fraction);
        _rowsCut += _rows.Count;
        _buffer = next;
        _rows = new List<(int, int)>(_rows.Count);
        _filled = rest;
        _scanned = Math.Max(0, _scanned - end);
        _lineStart = 0;
        _batchBytes = 0;
        return batch;
    }

    private void SkipByteOrderMark(bool isEnd)
    {
        if (_isStarted || (_filled < ByteOrderMark.Length && !isEnd))
        {
            return;
        }

        _isStarted = true;
        if (_buffer.AsSpan(0, _filled).StartsWith(ByteOrderMark))
        {
            _scanned = ByteOrderMark.Length;
            _lineStart = ByteOrderMark.Length;
        }
    }
}
