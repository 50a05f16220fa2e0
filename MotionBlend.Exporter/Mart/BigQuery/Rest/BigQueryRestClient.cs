using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using MotionBlend.Exporter.Mart.BigQuery.Auth;

namespace MotionBlend.Exporter.Mart.BigQuery.Rest;

/// <summary>
/// Sends requests to BigQuery's REST interface: authorised, within time and size limits, and tried again where that can help.
/// All our requests may be sent twice: reads, and inserts under a job id of our own.
/// </summary>
/// <param name="http">A client without retries and time limits of its own, such as <see cref="CreateHttp"/> makes.</param>
/// <param name="endpoints">Where to send to.</param>
/// <param name="tokens">Credentials.</param>
/// <param name="options">Limits.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears of retries.</param>
internal sealed class BigQueryRestClient(
    HttpClient http, BigQueryEndpoints endpoints, IAccessTokens tokens, BigQueryOptions options, TimeProvider time, ILogger logger)
{
    // A wrong host or a server that is not there should be said soon; one that has answered before is worth waiting for.
    private static readonly TimeSpan FirstContactDeadline = TimeSpan.FromSeconds(5);

    private volatile bool _hasAnswered;

    /// <summary>Makes a client that keeps connections, asks for gzip and follows no redirect, which could carry a token away.</summary>
    public static HttpClient CreateHttp()
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        };
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };

        // Google compresses only for clients whose name says gzip too.
        client.DefaultRequestHeaders.UserAgent.ParseAdd("MotionBlend-Exporter/0.1 (gzip)");
        return client;
    }

    /// <summary>Sends a request until it succeeds, fails for good, or the time for retries is over.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="read">Reads the reply; takes it over when it keeps its bytes, else disposes it. A <see cref="JsonException"/> means a broken reply, which is asked for again.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public async Task<RestResult<T>> SendAsync<T>(RestRequest request, Func<RestReply, T> read, CancellationToken cancellationToken)
        where T : class
    {
        using var activity = ExporterTelemetry.Activities.StartActivity("bigquery " + request.Operation, ActivityKind.Client);
        var started = time.GetTimestamp();
        var retries = new RetryPolicy(time, () => _hasAnswered ? options.RetryDeadline : FirstContactDeadline, Random.Shared.NextDouble);
        var attempts = 1;
        RestResult<T> result;
        while (!(result = await TryAsync(request, read, cancellationToken)).IsSuccess && await retries.WaitAsync(result.Error, cancellationToken))
        {
            BigQueryTelemetry.Retries.Add(1, BigQueryTelemetry.Interface("rest"), new("failure", result.Error.Failure.ToString()));
            Log.BigQueryRetried(logger, request.Operation, attempts++, result.Error.Failure, result.Error.Message);
        }

        activity?.SetTag("attempts", attempts);
        if (result.Error is { } error)
        {
            activity?.SetStatus(ActivityStatusCode.Error, error.Failure.ToString());
        }

        BigQueryTelemetry.Duration.Record(time.GetElapsedTime(started).TotalSeconds, BigQueryTelemetry.Interface("rest"), new("operation", request.Operation));
        return result;
    }

    private async Task<RestResult<T>> TryAsync<T>(RestRequest request, Func<RestReply, T> read, CancellationToken cancellationToken)
        where T : class
    {
        using var expiry = new CancellationTokenSource(options.RequestTimeout, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, expiry.Token);
        try
        {
            using var message = await MessageAsync(request, limit.Token);
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            _hasAnswered = true;
            var reply = await RestReply.ReadAsync(response.Content, options.MaxReplyBytes, limit.Token);
            return reply is null
                ? Fault<T>(BigQueryFailure.ReplyTooLarge, $"the reply to {request.Operation} is over {options.MaxReplyBytes} bytes")
                : Judge(response, reply, read);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Fault<T>(BigQueryFailure.TimedOut, $"no complete answer to {request.Operation} within {options.RequestTimeout.TotalSeconds:0.#} s");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Fault<T>(BigQueryFailure.Unreachable, $"{endpoints.Rest.Authority}: {exception.Message}");
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            return Fault<T>(BigQueryFailure.MalformedReply, $"the reply to {request.Operation} is broken: {exception.Message}");
        }
    }

    private async ValueTask<HttpRequestMessage> MessageAsync(RestRequest request, CancellationToken cancellationToken)
    {
        var message = new HttpRequestMessage(request.Method, request.Address(endpoints.Rest));
        foreach (var (name, value) in await tokens.HeadersAsync(cancellationToken))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return message;
    }

    private static RestResult<T> Judge<T>(HttpResponseMessage response, RestReply reply, Func<RestReply, T> read)
        where T : class
    {
        if (response.IsSuccessStatusCode)
        {
            return new RestResult<T>(read(reply), null);
        }

        using (reply)
        {
            var error = RestErrorReader.FromBody((int)response.StatusCode, reply.Bytes);
            return new RestResult<T>(null, error with { RetryAfter = response.Headers.RetryAfter?.Delta });
        }
    }

    private static RestResult<T> Fault<T>(BigQueryFailure failure, string message)
        where T : class =>
        new(null, new BigQueryError(failure, null, null, message));
}
