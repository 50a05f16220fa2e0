namespace MotionBlend.Elasticsearch.Bulk;

/// <summary>A bulk reply whose items were paired with the operations sent.</summary>
/// <param name="Took">Time that the server spent.</param>
/// <param name="Items">One result for each operation, in their order.</param>
public sealed record BulkReply(TimeSpan Took, IReadOnlyList<BulkItemResult> Items);
