using MotionBlend.SearchNode.Aggregations.Buckets;
using MotionBlend.SearchNode.Aggregations.Metrics;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Pipelines;

/// <summary><c>percentiles_bucket</c>: percentiles of a number over buckets: the nearest of the numbers, none in between.</summary>
internal sealed record PercentilesBucketAggregation(string Name, BucketsPath BucketsPath, IReadOnlyList<double> Percents)
    : SiblingPipeline(Name, BucketsPath)
{
    public override string Kind => "percentiles_bucket";

    public bool Keyed { get; init; } = true;

    public static Aggregation Parse(AggregationBody body)
    {
        var (path, gaps, format) = Common(body);
        IReadOnlyList<double> percents = body.Take("percents") is { } given ? Checked(body.Name, given) : PercentilesAggregation.Default;
        return new PercentilesBucketAggregation(body.Name, path, percents) { GapPolicy = gaps, Format = format, Keyed = body.Bool("keyed", true) };
    }

    private static double[] Checked(string name, JsonValue given)
    {
        if (given.Kind != JsonKind.Array)
            throw Failure.Parsing($"Unexpected token {given.TokenName} [percents] in [{name}]", given.Location).Raise();
        double[] percents = [.. given.Items.Select(item => item.AsDouble())];
        return percents.All(percent => percent is >= 0 and <= 100)
            ? percents
            : throw Failure.IllegalArgument("percents must only contain non-null doubles from 0.0-100.0 inclusive").Raise();
    }

    protected override AggregationResult Result(IReadOnlyList<(Bucket Bucket, double Value)> values)
    {
        List<double> sorted = [.. values.Select(entry => entry.Value).Order()];
        return new PercentilesResult(
            Kind,
            [.. Percents.Select(percent => (percent, sorted.Count == 0 ? (double?)null : sorted[(int)Math.Floor((percent / 100 * (sorted.Count - 1)) + 0.5)]))],
            Keyed,
            ValueFormat.Of(null, Format));
    }
}
