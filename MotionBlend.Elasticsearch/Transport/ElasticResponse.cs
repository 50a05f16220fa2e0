using System.Text.Json;

namespace MotionBlend.Elasticsearch.Transport;

/// <summary>A reply of status 2xx (or 404 to a HEAD), read whole.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Content">The body's bytes; empty for HEAD.</param>
public sealed record ElasticResponse(int Status, ReadOnlyMemory<byte> Content) : IDisposable
{
    private byte[]? _buffer;
    private bool _isDisposed;

    /// <summary>A reply in a buffer of <see cref="ReplyBuffers"/>.</summary>
    internal ElasticResponse(int status, byte[] buffer, int length)
        : this(status, buffer.AsMemory(0, length)) => _buffer = buffer;

    /// <summary>The body's bytes; empty for HEAD.</summary>
    /// <exception cref="ObjectDisposedException">Another reply may use them by now.</exception>
    public ReadOnlyMemory<byte> Content
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return field;
        }
    } = Content;

    /// <summary>
    /// Lets another reply use the buffer; the content must not be read afterwards. It need not be called, which costs that buffer: worth while
    /// where replies are large or many.
    /// </summary>
    public void Dispose()
    {
        _isDisposed = true;
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ReplyBuffers.Return(buffer);
        }
    }

    /// <summary>
    /// Takes a value out of the body. A body that is no JSON, lacks a member that <paramref name="read"/> asks for or has it of
    /// another kind is <see cref="ElasticFailure.MalformedReply"/>.
    /// </summary>
    /// <param name="target">Method and path of the request, for the error.</param>
    /// <param name="read">Reads the value from the body's root; it may throw what <see cref="JsonElement"/> throws.</param>
    public ElasticResult<T> Read<T>(string target, Func<JsonElement, T> read)
        where T : notnull
    {
        try
        {
            return read(JsonElement.Parse(Content.Span));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return new ElasticError(ElasticFailure.MalformedReply, Status, null, $"the reply cannot be read: {exception.Message}", target);
        }
    }
}
