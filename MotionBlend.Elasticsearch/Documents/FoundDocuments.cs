using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Elasticsearch.Documents;

/// <summary>Documents of some keys; their sources are valid until this is disposed.</summary>
/// <param name="Documents">The documents.</param>
/// <param name="Reply">What their sources lie in.</param>
public sealed record FoundDocuments(IReadOnlyList<ScannedDocument> Documents, ElasticResponse Reply) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Reply.Dispose();
}
