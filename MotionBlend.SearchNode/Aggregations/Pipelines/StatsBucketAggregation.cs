using MotionBlend.SearchNode.Aggregations.Buckets;
using MotionBlend.SearchNode.Aggregations.Metrics;

namespace MotionBlend.SearchNode.Aggregations.Pipelines;

/// <summary><c>stats_bucket</c>: count, extremes, mean and sum of a number over buckets.</summary>
internal sealed record StatsBucketAggregation(string Name, BucketsPath BucketsPath) : SiblingPipeline(Name, BucketsPath)
{
    public override string Kind => "stats_bucket";

    public static Aggregation Parse(AggregationBody body)
    {
        var (path, gaps, format) = Common(body);
        return new StatsBucketAggregation(body.Name, path) { GapPolicy = gaps, Format = format };
    }

    protected override AggregationResult Result(IReadOnlyList<(Bucket Bucket, double Value)> values) =>
        new StatsResult(
            values.Count,
            values.Count == 0 ? null : values.Min(entry => entry.Value),
            values.Count == 0 ? null : values.Max(entry => entry.Value),
            values.Sum(entry => entry.Value),
            ValueFormat.Of(null, Format))
        {
            Type = Kind,
        };
}
