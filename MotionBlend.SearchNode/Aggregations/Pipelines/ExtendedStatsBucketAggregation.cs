using MotionBlend.SearchNode.Aggregations.Buckets;
using MotionBlend.SearchNode.Aggregations.Metrics;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Aggregations.Pipelines;

/// <summary><c>extended_stats_bucket</c>: stats and spread of a number over buckets.</summary>
internal sealed record ExtendedStatsBucketAggregation(string Name, BucketsPath BucketsPath) : SiblingPipeline(Name, BucketsPath)
{
    public override string Kind => "extended_stats_bucket";

    public double Sigma { get; init; } = ExtendedStatsAggregation.DefaultSigma;

    public static Aggregation Parse(AggregationBody body)
    {
        var (path, gaps, format) = Common(body);
        return new ExtendedStatsBucketAggregation(body.Name, path)
        {
            GapPolicy = gaps,
            Format = format,
            Sigma = body.Take("sigma") is { } sigma ? NotNegative(sigma.AsDouble()) : ExtendedStatsAggregation.DefaultSigma,
        };
    }

    private static double NotNegative(double sigma) => sigma >= 0 ? sigma : throw Failure.IllegalArgument("sigma must be a non-negative double").Raise();

    protected override AggregationResult Result(IReadOnlyList<(Bucket Bucket, double Value)> values) => new ExtendedStatsResult(
        values.Count,
        values.Count == 0 ? null : values.Min(entry => entry.Value),
        values.Count == 0 ? null : values.Max(entry => entry.Value),
        values.Sum(entry => entry.Value),
        values.Sum(entry => entry.Value * entry.Value),
        Sigma,
        ValueFormat.Of(null, Format))
    {
        Type = Kind,
    };
}
