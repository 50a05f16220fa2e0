namespace MotionBlend.Elasticsearch.Documents;

/// <summary>A document as a scan found it.</summary>
/// <param name="Id">Its <c>_id</c>.</param>
/// <param name="Version">Its <c>_version</c>.</param>
/// <param name="Source">Its <c>_source</c>, as it was sent, UTF-8; empty where it was not asked for.</param>
public readonly record struct ScannedDocument(string Id, long Version, ReadOnlyMemory<byte> Source);
