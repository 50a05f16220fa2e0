namespace MotionBlend.Elasticsearch.Bulk;

/// <summary>Where one operation stands in a <see cref="BulkBody"/>, in bytes from its start.</summary>
/// <param name="Start">First byte of the action line.</param>
/// <param name="IdStart">First byte of the id, inside the action line.</param>
/// <param name="IdLength">Bytes of the id.</param>
/// <param name="SourceStart">First byte of the source line.</param>
/// <param name="End">Byte after the source line's newline.</param>
/// <param name="Version">The external version sent.</param>
public readonly record struct BulkOperation(int Start, int IdStart, int IdLength, int SourceStart, int End, long Version);
