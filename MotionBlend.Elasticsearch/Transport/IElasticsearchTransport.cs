namespace MotionBlend.Elasticsearch.Transport;

/// <summary>
/// Sends requests to Elasticsearch. Implementations check the product header, turn every failure into an
/// <see cref="ElasticError"/>, bound the reply's size and never throw for what a server or network can do;
/// only cancellation by the caller throws. They do not retry: that is the caller's decision.
/// </summary>
public interface IElasticsearchTransport
{
    /// <summary>Sends one request.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    Task<ElasticResult<ElasticResponse>> SendAsync(ElasticRequest request, CancellationToken cancellationToken);
}
