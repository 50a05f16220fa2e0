using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace MotionBlend.Elasticsearch.Bulk;

/// <summary>
/// The NDJSON body of a <c>_bulk</c> request of <c>index</c> operations with external versions, built in one pooled buffer
/// without an object per operation. Not safe for concurrent use while it is built; immutable in effect afterwards.
/// </summary>
public sealed class BulkBody : IBufferWriter<byte>, IDisposable
{
    private const int LongestId = 512;
    private const int LongestNumber = 20;

    private static readonly SearchValues<char> Unwritable = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '"', '\\']);

    private static ReadOnlySpan<byte> ActionStart => "{\"index\":{\"_id\":\""u8;

    private static ReadOnlySpan<byte> ActionVersion => "\",\"version\":"u8;

    private static ReadOnlySpan<byte> ActionEnd => ",\"version_type\":\"external_gte\"}}\n"u8;

    private readonly ArrayPool<byte> _pool;
    private readonly List<BulkOperation> _operations;
    private byte[] _buffer;
    private int _length;
    private BulkOperation _open;
    private bool _isOpen;

    /// <summary>An empty body.</summary>
    /// <param name="capacity">Bytes to reserve; it grows as needed.</param>
    /// <param name="operations">Operations to reserve.</param>
    /// <param name="pool">Where the buffer comes from; null for the shared pool.</param>
    public BulkBody(int capacity = 64 * 1024, int operations = 0, ArrayPool<byte>? pool = null)
    {
        _pool = pool ?? ArrayPool<byte>.Shared;
        _buffer = _pool.Rent(Math.Max(capacity, 1024));
        _operations = new List<BulkOperation>(operations);
    }

    /// <summary>Operations that are complete.</summary>
    public int Count => _operations.Count;

    /// <summary>Bytes of the complete operations.</summary>
    public int ByteCount => _length;

    /// <summary>The operations, in order.</summary>
    public IReadOnlyList<BulkOperation> Operations => _operations;

    /// <summary>The body's bytes; valid until <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    /// <summary>The id of an operation, UTF-8.</summary>
    public ReadOnlySpan<byte> Id(int operation) => _buffer.AsSpan(_operations[operation].IdStart, _operations[operation].IdLength);

    /// <summary>The source of an operation, without its newline.</summary>
    public ReadOnlySpan<byte> Source(int operation)
    {
        var (_, _, _, sourceStart, end, _) = _operations[operation];
        return _buffer.AsSpan(sourceStart, end - 1 - sourceStart);
    }

    /// <summary>Starts an operation: writes its action line. The source follows through <see cref="IBufferWriter{T}"/>.</summary>
    /// <param name="id">Document id, 1 to 512 bytes of UTF-8, no control characters, quotes or backslashes.</param>
    /// <param name="version">External version, at least 1; the write loses against a higher one in the index.</param>
    /// <exception cref="ArgumentException">The id cannot be written as it is.</exception>
    /// <exception cref="InvalidOperationException">The operation before has not been ended.</exception>
    public void BeginIndex(string id, long version)
    {
        if (_isOpen)
        {
            throw new InvalidOperationException("The operation before has not been ended.");
        }

        var idLength = Encoding.UTF8.GetByteCount(id);
        if (idLength is 0 or > LongestId || id.AsSpan().ContainsAny(Unwritable))
        {
            throw new ArgumentException("An id has 1 to 512 bytes and no control characters, quotes or backslashes.", nameof(id));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        var start = _length;
        Reserve(ActionStart.Length + idLength + ActionVersion.Length + LongestNumber + ActionEnd.Length);
        Append(ActionStart);
        var idStart = _length;
        _length += Encoding.UTF8.GetBytes(id, _buffer.AsSpan(_length));
        Append(ActionVersion);
        Utf8Formatter.TryFormat(version, _buffer.AsSpan(_length), out var digits);
        _length += digits;
        Append(ActionEnd);
        _open = new BulkOperation(start, idStart, idLength, _length, 0, version);
        _isOpen = true;
    }

    /// <summary>Ends the operation that <see cref="BeginIndex"/> started.</summary>
    public void EndSource()
    {
        if (!_isOpen)
        {
            throw new InvalidOperationException("No operation was started.");
        }

        Reserve(1);
        _buffer[_length++] = (byte)'\n';
        _operations.Add(_open with { End = _length });
        _isOpen = false;
    }

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _length);
        _length += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _buffer.AsSpan(_length);
    }

    /// <summary>A new body of the given operations only, for resending them.</summary>
    public BulkBody Select(IReadOnlyList<int> operations)
    {
        var selected = new BulkBody(operations.Sum(operation => _operations[operation].End - _operations[operation].Start), operations.Count, _pool);
        foreach (var operation in operations)
        {
            var source = _operations[operation];
            var shift = selected._length - source.Start;
            selected.Append(_buffer.AsSpan(source.Start, source.End - source.Start));
            selected._operations.Add(new BulkOperation(
                source.Start + shift, source.IdStart + shift, source.IdLength, source.SourceStart + shift, source.End + shift, source.Version));
        }

        return selected;
    }

    /// <summary>Returns the buffer to the pool; the body must not be used afterwards.</summary>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0)
        {
            _pool.Return(buffer);
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Reserve(int bytes)
    {
        if (_buffer.Length - _length >= bytes)
        {
            return;
        }

        var larger = _pool.Rent(Math.Max(checked(_length + bytes), (int)Math.Min(2L * _buffer.Length, Array.MaxLength)));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        _pool.Return(_buffer);
        _buffer = larger;
    }
}
