namespace MotionBlend.Elasticsearch.Bulk;

/// <summary>The result of one operation of a bulk request.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Status">The item's HTTP status.</param>
/// <param name="ErrorType">The server's error type; null on success.</param>
/// <param name="ErrorReason">The server's reason, the innermost cause appended; null on success.</param>
public readonly record struct BulkItemResult(BulkItemOutcome Outcome, int Status, string? ErrorType = null, string? ErrorReason = null);
