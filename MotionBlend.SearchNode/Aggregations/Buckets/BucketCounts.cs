using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>The <c>min_doc_count</c> of histograms.</summary>
internal static class BucketCounts
{
    /// <summary>The fewest documents of a shown bucket; 0, which shows gaps, by default.</summary>
    /// <exception cref="FailureException">It is negative.</exception>
    public static long Least(AggregationBody body) => body.Read("min_doc_count", value => value.AsLong() is var count and >= 0
        ? count
        : throw Failure.IllegalArgument($"[minDocCount] must be greater than or equal to 0. Found [{value.Text}] in [{body.Name}]").Raise()) ?? 0;
}
