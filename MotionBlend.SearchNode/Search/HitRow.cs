namespace MotionBlend.SearchNode.Search;

/// <summary>A row of a page before its document is fetched.</summary>
/// <param name="Shard">Position of its index among the targets.</param>
/// <param name="Row">Number of its row.</param>
/// <param name="SeqNo">Sequence number of its document.</param>
/// <param name="Score">Null where scores were not asked for.</param>
/// <param name="Sort">Values of the sort keys.</param>
/// <param name="Group">Value of the collapse field; null without one, or when the document has none.</param>
internal sealed record HitRow(int Shard, long Row, long SeqNo, float? Score, IReadOnlyList<SortValue> Sort, object? Group);
