using System.Buffers;
using System.IO.Compression;
using System.Text;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Http;

/// <summary>Reads a whole request body into memory, decompressed, within the size limit.</summary>
internal static class RequestBody
{
    /// <summary>Reads the body, or the <c>source</c> parameter that may stand for it.</summary>
    /// <exception cref="FailureException">The body is larger than the limit, or no gzip.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpRequest request, QueryParameters query, long limit, CancellationToken cancellationToken)
    {
        if (query.Text("source") is { } source)
        {
            return query.Has("source_content_type")
                ? Encoding.UTF8.GetBytes(source)
                : throw Failure.Validation("source and source_content_type parameters are required").Raise();
        }

        if (request.ContentLength == 0)
            return default;
        var encoding = request.Headers.ContentEncoding.ToString();
        var body = encoding switch
        {
            "" or "identity" => request.Body,
            "gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
            _ => throw Failure.Unsupported($"Content-Encoding [{encoding}]").Raise(),
        };
        try
        {
            return encoding is not "gzip" && request.ContentLength is { } length
                ? await ReadKnownAsync(body, length, limit, cancellationToken)
                : await ReadToEndAsync(body, limit, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw Failure.IllegalArgument($"the request body is no valid gzip: {e.Message}").Raise();
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge(limit).Raise();
        }
    }

    // A body of known length is read into memory of that size, which is not cleared before.
    private static async Task<ReadOnlyMemory<byte>> ReadKnownAsync(Stream body, long length, long limit, CancellationToken cancellationToken)
    {
        if (length > limit)
            throw TooLarge(limit).Raise();
        var buffer = GC.AllocateUninitializedArray<byte>((int)length);
        await body.ReadExactlyAsync(buffer, cancellationToken);
        return buffer;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadToEndAsync(Stream body, long limit, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        while (true)
        {
            var read = await body.ReadAsync(buffer.GetMemory(4096), cancellationToken);
            if (read == 0)
                return buffer.WrittenMemory;
            buffer.Advance(read);
            if (buffer.WrittenCount > limit)
                throw TooLarge(limit).Raise();
        }
    }

    private static Failure TooLarge(long limit) =>
        new(FailureKind.RequestTooLarge, $"entity content is too long, the limit [http.max_content_length] is [{limit}] bytes");
}
