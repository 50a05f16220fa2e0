using System.Globalization;
using Microsoft.Extensions.Logging;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Exporter.Indexing;

/// <summary>Makes requests of index administration: repeats what is transient, ends the run on anything else.</summary>
internal sealed class ClusterRequests(RetrySchedule schedule, TimeProvider time, ILogger<ClusterRequests> logger)
{
    /// <summary>Makes a request that may be repeated without harm.</summary>
    /// <param name="doing">What it is for, e.g. <c>creating the index</c>; for errors.</param>
    /// <param name="send">The request.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="Export.ExportException">It failed for good.</exception>
    public async Task<T> SendAsync<T>(string doing, Func<CancellationToken, Task<ElasticResult<T>>> send, CancellationToken cancellationToken)
        where T : notnull
    {
        var (result, attempts) = await TryAsync(send, cancellationToken);
        return result.TryGet(out var value, out var error)
            ? value
            : throw ElasticFaults.Ending(error, attempts == 1 ? doing : string.Create(CultureInfo.InvariantCulture, $"{doing}, {attempts} attempts"));
    }

    /// <summary>Makes a request that may be repeated without harm, and whose failure the caller can live with.</summary>
    /// <param name="send">The request.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public async Task<ElasticResult<T>> TrySendAsync<T>(Func<CancellationToken, Task<ElasticResult<T>>> send, CancellationToken cancellationToken)
        where T : notnull => (await TryAsync(send, cancellationToken)).Result;

    private async Task<(ElasticResult<T> Result, int Attempts)> TryAsync<T>(
        Func<CancellationToken, Task<ElasticResult<T>>> send, CancellationToken cancellationToken)
        where T : notnull
    {
        var retries = new RetryTime(schedule, time);
        for (var attempts = 1; ; attempts++)
        {
            var result = await send(cancellationToken);
            if (result.Error is not { } error
                || !(error.IsTransient || error.Failure == ElasticFailure.MalformedReply)
                || retries.Next(attempts, error.RetryAfter) is not { } delay)
            {
                return (result, attempts);
            }

            Log.RequestRetried(logger, attempts, delay.TotalMilliseconds, error.ToString());
            await Task.Delay(delay, time, cancellationToken);
        }
    }
}
