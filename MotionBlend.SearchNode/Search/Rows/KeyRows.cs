using MotionBlend.SearchNode.Aggregations;

namespace MotionBlend.SearchNode.Search.Rows;

/// <summary>The rows of an index by the key of the bucket that each is in.</summary>
/// <param name="ByKey">The rows of each key; null where there are too many keys to keep them.</param>
internal sealed record KeyRows(IReadOnlyList<(BucketKey Key, RowSet Rows)>? ByKey) : IRowFact
{
    public long Bytes => ByKey?.Sum(key => key.Rows.Bytes) ?? 0;
}
