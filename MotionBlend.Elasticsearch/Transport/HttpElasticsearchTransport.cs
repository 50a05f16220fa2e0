using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text.Json;

namespace MotionBlend.Elasticsearch.Transport;

/// <summary>The transport over <see cref="HttpClient"/>; always there.</summary>
/// <param name="client">A client without retry or timeout handlers of its own: time limits are those of the requests.</param>
/// <param name="endpoint">Where to send to.</param>
/// <param name="options">Limits.</param>
public sealed class HttpElasticsearchTransport(HttpClient client, ElasticsearchEndpoint endpoint, ElasticTransportOptions options)
    : IElasticsearchTransport
{
    /// <summary>Name of the activity source of requests.</summary>
    public const string ActivitySourceName = "MotionBlend.Elasticsearch";

    private const string ProductHeader = "X-elastic-product";
    private const string Product = "Elasticsearch";
    private const int SmallestToCompress = 1024;

    private static readonly ActivitySource Activities = new(ActivitySourceName);

    /// <inheritdoc/>
    public async Task<ElasticResult<ElasticResponse>> SendAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        using var activity = Activities.StartActivity(request.Target, ActivityKind.Client);
        activity?.SetTag("db.system.name", "elasticsearch");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(request.Timeout ?? options.Timeout);
        var result = await SendOnceAsync(request, limit.Token, cancellationToken);
        if (result.Error is { } error)
        {
            activity?.SetStatus(ActivityStatusCode.Error, error.Failure.ToString());
        }

        return result;
    }

    private async Task<ElasticResult<ElasticResponse>> SendOnceAsync(
        ElasticRequest request, CancellationToken limit, CancellationToken caller)
    {
        try
        {
            using var message = Message(request);
            using var reply = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit);
            return await ReadAsync(reply, limit) is (var buffer, var length)
                ? Judge(request, reply, buffer, length)
                : new ElasticError(ElasticFailure.MalformedReply, (int)reply.StatusCode, null,
                    $"the reply is over {options.MaxReplyBytes} bytes", request.Target);
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            return new ElasticError(ElasticFailure.TimedOut, null, null,
                $"no answer from {endpoint} within {(request.Timeout ?? options.Timeout).TotalSeconds:0.#} s", request.Target);
        }
        catch (InvalidDataException exception)
        {
            return new ElasticError(ElasticFailure.MalformedReply, null, null, $"the reply cannot be decompressed: {exception.Message}", request.Target);
        }
        catch (HttpRequestException exception)
        {
            return new ElasticError(ElasticFailure.Unreachable, null, null, $"{endpoint}: {Explain(exception)}", request.Target);
        }
        catch (IOException exception)
        {
            return new ElasticError(ElasticFailure.Unreachable, null, null, $"{endpoint}: connection lost: {exception.Message}", request.Target);
        }
    }

    private HttpRequestMessage Message(ElasticRequest request)
    {
        var query = string.Join('&', request.Query.Select(pair => Uri.EscapeDataString(pair.Key) + "=" + Uri.EscapeDataString(pair.Value)));
        var relative = request.Path.TrimStart('/') + (query.Length == 0 ? "" : "?" + query);
        var message = new HttpRequestMessage(request.Method, new Uri(endpoint.Address, relative));
        message.Headers.Authorization = endpoint.Authorization;
        message.Headers.Accept.Add(new(ElasticBody.Json));
        if (request.Body is { } body)
        {
            message.Content = Content(body.Content);
            message.Content.Headers.ContentType = new(body.MediaType);
        }

        return message;
    }

    private HttpContent Content(ReadOnlyMemory<byte> bytes)
    {
        if (!options.CompressRequests || bytes.Length < SmallestToCompress)
        {
            return new ReadOnlyMemoryContent(bytes);
        }

        using var compressed = new MemoryStream(bytes.Length / 4);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes.Span);
        }

        var content = new ByteArrayContent(compressed.GetBuffer(), 0, (int)compressed.Length);
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private async Task<(byte[] Buffer, int Length)?> ReadAsync(HttpResponseMessage reply, CancellationToken cancellationToken)
    {
        var expected = reply.Content.Headers.ContentLength;
        if (expected > options.MaxReplyBytes)
        {
            return null;
        }

        await using var stream = await reply.Content.ReadAsStreamAsync(cancellationToken);
        try
        {
            return await ReplyBuffers.ReadAsync(stream, expected, options.MaxReplyBytes, cancellationToken);
        }
        catch (InvalidOperationException exception) when (exception is not ObjectDisposedException)
        {
            // So brotli's decoder tells what gzip's tells by the other.
            throw new InvalidDataException(exception.Message, exception);
        }
    }

    private ElasticResult<ElasticResponse> Judge(ElasticRequest request, HttpResponseMessage reply, byte[] buffer, int length)
    {
        var status = (int)reply.StatusCode;
        var isProduct = reply.Headers.TryGetValues(ProductHeader, out var product) && product.Contains(Product, StringComparer.Ordinal);
        var isMissing = request.Method == HttpMethod.Head && reply.StatusCode == HttpStatusCode.NotFound;
        if (isProduct && (reply.IsSuccessStatusCode || isMissing))
        {
            return new ElasticResponse(status, buffer, length);
        }

        // A gateway's own 429, 502 or 503 has no product header and is still worth a retry.
        var failure = FailureOf(status);
        if (!isProduct && failure is not (ElasticFailure.Unauthorized or ElasticFailure.Forbidden or ElasticFailure.TooManyRequests
                or ElasticFailure.TooLarge or ElasticFailure.ServerError))
        {
            return new ElasticError(ElasticFailure.NotElasticsearch, status, null,
                $"what answers at {endpoint} is not Elasticsearch: the reply lacks the header {ProductHeader}", request.Target);
        }

        var (type, reason) = Explain(buffer.AsMemory(0, length));
        return new ElasticError(failure, status, type, reason ?? $"HTTP {status} {reply.ReasonPhrase}", request.Target)
        {
            RetryAfter = reply.Headers.RetryAfter?.Delta,
        };
    }

    private static ElasticFailure FailureOf(int status) => status switch
    {
        401 => ElasticFailure.Unauthorized,
        403 => ElasticFailure.Forbidden,
        404 => ElasticFailure.NotFound,
        409 => ElasticFailure.Conflict,
        413 => ElasticFailure.TooLarge,
        429 => ElasticFailure.TooManyRequests,
        >= 500 => ElasticFailure.ServerError,
        _ => ElasticFailure.BadRequest,
    };

    /// <summary>The causes, since TLS and proxies say in the innermost one what is wrong.</summary>
    private static string Explain(HttpRequestException exception) => exception switch
    {
        { HttpRequestError: HttpRequestError.SecureConnectionError } => $"no TLS connection: {exception.GetBaseException().Message}",
        { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse } => $"no HTTP reply: {exception.GetBaseException().Message}",
        _ => exception.Message,
    };

    /// <summary>Takes type and reason from an error body; the innermost cause says more than "all shards failed".</summary>
    private static (string? Type, string? Reason) Explain(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("error", out var error))
            {
                return (null, null);
            }

            if (error.ValueKind == JsonValueKind.String)
            {
                return (null, error.GetString());
            }

            var root = error.TryGetProperty("root_cause", out var causes) && causes.ValueKind == JsonValueKind.Array && causes.GetArrayLength() > 0
                ? causes[0]
                : error;
            return (Text(root, "type"), Text(root, "reason"));
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
