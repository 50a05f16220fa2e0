using MotionBlend.SearchNode.Aggregations.Buckets;

namespace MotionBlend.SearchNode.Aggregations.Pipelines;

/// <summary><c>cumulative_sum</c>: the sum of a number over the buckets of a histogram up to each.</summary>
internal sealed record CumulativeSumAggregation(string Name, BucketsPath BucketsPath) : ParentPipeline(Name, BucketsPath)
{
    public override string Kind => "cumulative_sum";

    public static Aggregation Parse(AggregationBody body)
    {
        var (path, _, format) = Common(body);
        return new CumulativeSumAggregation(body.Name, path) { GapPolicy = GapPolicy.InsertZeros, Format = format };
    }

    public override IReadOnlyList<Bucket> Apply(IReadOnlyList<Bucket> buckets)
    {
        var sum = 0.0;
        return [.. buckets.Select(bucket => With(bucket, NumberOf(sum += ValueIn(bucket, BucketsPath))))];
    }
}
