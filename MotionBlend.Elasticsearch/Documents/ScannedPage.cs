using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Elasticsearch.Documents;

/// <summary>Some documents of a slice; their sources are valid until the page is disposed.</summary>
/// <param name="Documents">The documents.</param>
/// <param name="Next">Where the next page begins.</param>
/// <param name="Reply">What their sources lie in.</param>
public sealed record ScannedPage(IReadOnlyList<ScannedDocument> Documents, ScanPlace Next, ElasticResponse Reply) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Reply.Dispose();
}

/// <summary>A place in a slice of an index at a point in time.</summary>
/// <param name="PointInTime">Id of the point in time, as the last reply gave it.</param>
/// <param name="Slice">Which slice, from 0.</param>
/// <param name="Slices">How many slices there are; their union is the index.</param>
/// <param name="After">Sort value of the last document before; null at the beginning.</param>
public sealed record ScanPlace(string PointInTime, int Slice, int Slices, long? After);
