namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary><c>avg</c>: the mean of all values.</summary>
internal sealed record AvgAggregation(string Name, string Field) : MetricAggregation(Name, Field)
{
    public override string Kind => "avg";

    public override IReadOnlyList<MetricTerm> Terms { get; } = [MetricTerm.Of(MetricFunction.Count), MetricTerm.Of(MetricFunction.Sum)];

    public static Aggregation Parse(AggregationBody body) => Common(body, new AvgAggregation(body.Name, body.Field()));

    public override AggregationResult Result(IReadOnlyList<object?> terms, ValueFormat format) =>
        new NumberResult(Kind, (double?)terms[1] / (long?)terms[0], format);
}
