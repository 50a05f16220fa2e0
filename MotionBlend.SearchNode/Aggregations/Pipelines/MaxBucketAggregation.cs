using MotionBlend.SearchNode.Aggregations.Buckets;

namespace MotionBlend.SearchNode.Aggregations.Pipelines;

/// <summary><c>max_bucket</c>: the largest number of the buckets, and where it is.</summary>
internal sealed record MaxBucketAggregation(string Name, BucketsPath BucketsPath) : SiblingPipeline(Name, BucketsPath)
{
    public override string Kind => "max_bucket";

    public static Aggregation Parse(AggregationBody body)
    {
        var (path, gaps, format) = Common(body);
        return new MaxBucketAggregation(body.Name, path) { GapPolicy = gaps, Format = format };
    }

    protected override AggregationResult Result(IReadOnlyList<(Bucket Bucket, double Value)> values) =>
        ExtremeBucketResult.Of(values, values.Count == 0 ? double.NegativeInfinity : values.Max(entry => entry.Value), ValueFormat.Of(null, Format));
}
