namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>One of several disjoint parts of the mart that together are the whole.</summary>
/// <param name="Index">From 0 to <paramref name="Count"/> - 1.</param>
/// <param name="Count">How many parts there are, at least 1.</param>
internal sealed record MartShard(int Index, int Count);
