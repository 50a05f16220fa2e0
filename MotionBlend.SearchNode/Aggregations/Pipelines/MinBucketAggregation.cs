using MotionBlend.SearchNode.Aggregations.Buckets;

namespace MotionBlend.SearchNode.Aggregations.Pipelines;

/// <summary><c>min_bucket</c>: the smallest number of the buckets, and where it is.</summary>
internal sealed record MinBucketAggregation(string Name, BucketsPath BucketsPath) : SiblingPipeline(Name, BucketsPath)
{
    public override string Kind => "min_bucket";

    public static Aggregation Parse(AggregationBody body)
    {
        var (path, gaps, format) = Common(body);
        return new MinBucketAggregation(body.Name, path) { GapPolicy = gaps, Format = format };
    }

    protected override AggregationResult Result(IReadOnlyList<(Bucket Bucket, double Value)> values) =>
        ExtremeBucketResult.Of(values, values.Count == 0 ? double.PositiveInfinity : values.Min(entry => entry.Value), ValueFormat.Of(null, Format));
}
