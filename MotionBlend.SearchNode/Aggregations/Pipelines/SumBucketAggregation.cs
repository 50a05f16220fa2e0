using MotionBlend.SearchNode.Aggregations.Buckets;

namespace MotionBlend.SearchNode.Aggregations.Pipelines;

/// <summary><c>sum_bucket</c>: the sum of a number over buckets; 0 of none.</summary>
internal sealed record SumBucketAggregation(string Name, BucketsPath BucketsPath) : SiblingPipeline(Name, BucketsPath)
{
    public override string Kind => "sum_bucket";

    public static Aggregation Parse(AggregationBody body)
    {
        var (path, gaps, format) = Common(body);
        return new SumBucketAggregation(body.Name, path) { GapPolicy = gaps, Format = format };
    }

    protected override AggregationResult Result(IReadOnlyList<(Bucket Bucket, double Value)> values) =>
        NumberOf(values.Sum(entry => entry.Value));
}
