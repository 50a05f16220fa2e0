using MotionBlend.SearchNode.Aggregations.Buckets;

namespace MotionBlend.SearchNode.Aggregations.Pipelines;

/// <summary><c>avg_bucket</c>: the mean of a number over buckets.</summary>
internal sealed record AvgBucketAggregation(string Name, BucketsPath BucketsPath) : SiblingPipeline(Name, BucketsPath)
{
    public override string Kind => "avg_bucket";

    public static Aggregation Parse(AggregationBody body)
    {
        var (path, gaps, format) = Common(body);
        return new AvgBucketAggregation(body.Name, path) { GapPolicy = gaps, Format = format };
    }

    protected override AggregationResult Result(IReadOnlyList<(Bucket Bucket, double Value)> values) =>
        NumberOf(values.Count == 0 ? null : values.Sum(entry => entry.Value) / values.Count);
}
