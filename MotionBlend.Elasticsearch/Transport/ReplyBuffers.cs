using System.Buffers;

namespace MotionBlend.Elasticsearch.Transport;

/// <summary>
/// Where replies are read into. Large ones (of a bulk request, of a page of documents) would else be megabytes of garbage each, which only a
/// collection of everything frees.
/// </summary>
internal static class ReplyBuffers
{
    private const int LargestKept = 16 * 1024 * 1024;
    private const int MostOfOneSize = 8;
    private const int Smallest = 16 * 1024;

    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(LargestKept, MostOfOneSize);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="expected">Its length, if it is known.</param>
    /// <param name="most">Most bytes that are read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>A buffer, to be given to <see cref="Return"/> or forgotten, and the bytes in it; null for a stream that is longer.</returns>
    public static async Task<(byte[] Buffer, int Length)?> ReadAsync(Stream stream, long? expected, long most, CancellationToken cancellationToken)
    {
        // One byte more than expected: it is the read behind the last byte that finds the end.
        var buffer = Pool.Rent((int)Math.Clamp((expected ?? 0) + 1, Smallest, Array.MaxLength));
        var length = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
        {
            length += read;
            if (length > most)
            {
                Return(buffer);
                return null;
            }

            if (length == buffer.Length)
            {
                var larger = Pool.Rent((int)Math.Min(2L * length, Array.MaxLength));
                buffer.AsSpan(0, length).CopyTo(larger);
                Return(buffer);
                buffer = larger;
            }
        }

        return (buffer, length);
    }

    /// <summary>Takes a buffer back; nothing may be read from it any more.</summary>
    public static void Return(byte[] buffer) => Pool.Return(buffer);
}
