
namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>The bytes of a reply, in a buffer of <see cref="RowBuffers"/>.</summary>
internal sealed class RestReply : IDisposable
{
    private const int ReadSize = 128 * 1024;

    private byte[] _buffer;
    private int _length;

    private RestReply(int capacity) => _buffer = RowBuffers.Pool.Rent(capacity);

    /// <summary>The reply; valid until <see cref="Dispose"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    /// <summary>Reads a reply to its end.</summary>
    /// <returns>Null when the reply is longer than <paramref name="limit"/> bytes.</returns>
    public static async Task<RestReply?> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        // A compressed reply's length says nothing of what comes out of it.
        var announced = content.Headers.ContentEncoding.Count == 0 ? content.Headers.ContentLength : null;
        if (announced > limit)
        {
            return null;
        }

        var reply = new RestReply((int)(announced ?? 0) + ReadSize);
        try
        {
            await using var stream = await content.ReadAsStreamAsync(cancellationToken);
            int read;
            while ((read = await stream.ReadAsync(reply.FreeSpace(), cancellationToken)) > 0)
            {
                reply._length += read;
                if (reply._length > limit)
                {
                    reply.Dispose();
                    return null;
                }
            }

            return reply;
        }
        catch
        {
            reply.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0)
        {
            RowBuffers.Pool.Return(buffer);
        }
    }

    private Memory<byte> FreeSpace()
    {
        if (_buffer.Length - _length < ReadSize / 2)
        {
            var larger = RowBuffers.Pool.Rent(2 * _buffer.Length);
            Bytes.CopyTo(larger);
            RowBuffers.Pool.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsMemory(_length);
    }
}
