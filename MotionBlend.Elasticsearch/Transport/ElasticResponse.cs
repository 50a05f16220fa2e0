namespace MotionBlend.Elasticsearch.Transport;

/// <summary>A reply of status 2xx (or 404 to a HEAD), read whole.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Content">The body's bytes; empty for HEAD.</param>
public sealed record ElasticResponse(int Status, ReadOnlyMemory<byte> Content);
