namespace MotionBlend.Exporter.Mart;

/// <summary>
/// A stream that cannot be sought, such as standard input or a pipe, whose beginning can be read again: what is read is kept until
/// <see cref="RewindForGood"/>.
/// </summary>
/// <param name="stream">The stream; it is disposed with this one.</param>
internal sealed class RewindableStream(Stream stream) : Stream
{
    private readonly MemoryStream _kept = new();
    private bool _keeps = true;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Lets the next read begin at the start.</summary>
    /// <exception cref="InvalidOperationException">The start is kept no more.</exception>
    public void Rewind() => _kept.Position = _keeps ? 0 : throw new InvalidOperationException("The start of the stream is gone.");

    /// <summary>Lets the next read begin at the start, for the last time.</summary>
    /// <exception cref="InvalidOperationException">The start is kept no more.</exception>
    public void RewindForGood()
    {
        Rewind();
        _keeps = false;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = _kept.Read(buffer.Span);
        if (read > 0)
        {
            return read;
        }

        // The read of a pipe that gives nothing cannot be cancelled; whoever asked for it need not wait for it.
        read = await stream.ReadAsync(buffer, cancellationToken).AsTask().WaitAsync(cancellationToken);
        if (_keeps)
        {
            _kept.Write(buffer.Span[..read]);
        }

        return read;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        await base.DisposeAsync();
    }
}
