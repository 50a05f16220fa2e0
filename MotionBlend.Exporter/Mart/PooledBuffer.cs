namespace MotionBlend.Exporter.Mart;

/// <summary>A growing buffer rented from <see cref="RowBuffers"/>, to be handed over to a <see cref="MartBatch"/>.</summary>
internal sealed class PooledBuffer(int capacity)
{
    private byte[] _bytes = RowBuffers.Pool.Rent(Math.Max(capacity, 1024));

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Room for at least <paramref name="size"/> bytes; report what was used with <see cref="Advance"/>.</summary>
    public Span<byte> Span(int size)
    {
        if (_bytes.Length - Length < size)
        {
            var larger = RowBuffers.Pool.Rent(Math.Max(Length + size, 2 * _bytes.Length));
            _bytes.AsSpan(0, Length).CopyTo(larger);
            RowBuffers.Pool.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(Length);
    }

    /// <summary>Counts bytes written into <see cref="Span"/>.</summary>
    public void Advance(int bytes) => Length += bytes;

    /// <summary>Writes one byte.</summary>
    public void Append(byte value)
    {
        Span(1)[0] = value;
        Length++;
    }

    /// <summary>Writes bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Span(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Gives the buffer away; it is the caller's to return to the pool.</summary>
    public byte[] Detach(out int length)
    {
        length = Length;
        var bytes = _bytes;
        _bytes = [];
        Length = 0;
        return bytes;
    }
}
