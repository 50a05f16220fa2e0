using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Api.Backend;

/// <summary>
/// Sends a request a second time when the connection was refused or lost: a backend that restarts drops every pooled connection.
/// All that the API sends are reads, so repeating is safe.
/// </summary>
internal sealed class RetryOnceTransport(IElasticsearchTransport inner, TimeProvider time) : IElasticsearchTransport
{
    /// <summary>Wait before the second attempt.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async Task<ElasticResult<ElasticResponse>> SendAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var first = await inner.SendAsync(request, cancellationToken);
        if (first.Error?.Failure != ElasticFailure.Unreachable)
        {
            return first;
        }

        await Task.Delay(Pause, time, cancellationToken);
        return await inner.SendAsync(request, cancellationToken);
    }
}
