using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MotionBlend.Domain.Analytics;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Cluster;
using MotionBlend.Domain.Indexing;
using MotionBlend.Domain.Search;

namespace MotionBlend.Api.Client;

/// <summary>
/// Client of the MotionBlend search API. Calls are reads, safe to repeat; whatever goes wrong is a value
/// (<see cref="ApiFailure"/>), only cancellation by the caller throws. Thread-safe.
/// </summary>
/// <param name="http">
/// A client whose <see cref="HttpClient.BaseAddress"/> is the API's, ending in a slash. Its own timeout and any retry handler should be off or longer than
/// <see cref="BlendApiClientOptions.Timeout"/>, which holds for the whole call.
/// </param>
/// <param name="options">Limits.</param>
/// <param name="time">Clock of the time limit.</param>
public sealed class BlendApiClient(HttpClient http, BlendApiClientOptions options, TimeProvider time)
{
    private const string ProblemMediaType = "application/problem+json";

    /// <summary>A client with the default limits.</summary>
    public BlendApiClient(HttpClient http)
        : this(http, new BlendApiClientOptions(), TimeProvider.System)
    {
    }

    /// <summary>One page of the blends that match.</summary>
    public Task<ApiResult<BlendPage>> SearchAsync(BlendSearch search, CancellationToken cancellationToken) =>
        ReadAsync("api/v1/blends", BlendQueryString.Format(search), BlendJsonContext.Default.BlendPage, cancellationToken);

    /// <summary>One blend by its id; a missing one is an <see cref="ApiProblem"/> with <see cref="ApiProblem.IsNotFound"/>.</summary>
    public Task<ApiResult<BlendDocument>> GetAsync(string blendId, CancellationToken cancellationToken) =>
        ReadAsync("api/v1/blends/" + Uri.EscapeDataString(blendId), [], BlendJsonContext.Default.BlendDocument, cancellationToken);

    /// <summary>Categories, histogram, flags and percentiles of the blends that match.</summary>
    /// <param name="filter">Which blends.</param>
    /// <param name="interval">
    /// Width of a bar of the histogram, <see cref="ScoreHistogram.MinInterval"/> to 1; usually <see cref="ScoreHistogram.DefaultInterval"/>.
    /// </param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ApiResult<QualityAnalytics>> QualityAsync(BlendFilter filter, double interval, CancellationToken cancellationToken) =>
        ReadAsync("api/v1/analytics/quality",
            BlendQueryString.Format(filter).Append(new("interval", interval.ToString("R", CultureInfo.InvariantCulture))),
            BlendJsonContext.Default.QualityAnalytics, cancellationToken);

    /// <summary>State of the search backend and of the index of blends.</summary>
    public Task<ApiResult<ClusterOverview>> ClusterAsync(CancellationToken cancellationToken) =>
        ReadAsync("api/v1/cluster", [], BlendJsonContext.Default.ClusterOverview, cancellationToken);

    private async Task<ApiResult<T>> ReadAsync<T>(
        string path, IEnumerable<KeyValuePair<string, string>> parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var query = BlendQueryString.Join(parameters);
        var address = http.BaseAddress?.GetLeftPart(UriPartial.Authority) ?? "(no base address)";
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, query.Length == 0 ? path : path + "?" + query);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(ProblemMediaType));
            using var reply = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            await using var body = await reply.Content.ReadAsStreamAsync(both.Token);
            if (!reply.IsSuccessStatusCode)
            {
                return await FailAsync(reply, body, address, both.Token);
            }

            return await JsonSerializer.DeserializeAsync(body, type, both.Token) is { } value
                ? value
                : new ApiMalformedReply(address, (int)reply.StatusCode, "the reply is null");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ApiTimedOut(address, options.Timeout);
        }
        catch (HttpRequestException exception)
        {
            return new ApiUnreachable(address, exception.Message);
        }
        catch (IOException exception)
        {
            return new ApiUnreachable(address, exception.Message);
        }
        catch (JsonException exception)
        {
            return new ApiMalformedReply(address, 200, exception.Message);
        }
    }

    private async Task<ApiFailure> FailAsync(HttpResponseMessage reply, Stream body, string address, CancellationToken cancellationToken)
    {
        var status = (int)reply.StatusCode;
        var problem = reply.Content.Headers.ContentType?.MediaType == ProblemMediaType
            ? await ReadProblemAsync(body, cancellationToken)
            : null;

        // A gateway before the API may fail in its own words; any other refusal without problem details is not the API's.
        if (problem is null && status < 500 && status != 429)
        {
            return new ApiMalformedReply(address, status, "an error without problem details");
        }

        return new ApiProblem(
            status,
            problem?.Type,
            problem?.Title ?? reply.ReasonPhrase ?? string.Create(CultureInfo.InvariantCulture, $"HTTP {status}"),
            problem?.Detail,
            problem?.Errors ?? [],
            problem?.TraceId,
            reply.Headers.RetryAfter is { } retry ? retry.Delta ?? retry.Date - time.GetUtcNow() : null);
    }

    // A proxy's cut-off or mislabelled body says less than the status that came with it, so the status stands alone then.
    private static async Task<ProblemBody?> ReadProblemAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(body, ProblemJsonContext.Default.ProblemBody, cancellationToken);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
