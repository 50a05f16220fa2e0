namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary><c>max</c>: the largest value.</summary>
internal sealed record MaxAggregation(string Name, string Field) : MetricAggregation(Name, Field)
{
    public override string Kind => "max";

    public override IReadOnlyList<MetricTerm> Terms { get; } = [MetricTerm.Of(MetricFunction.Max)];

    public static Aggregation Parse(AggregationBody body) => Common(body, new MaxAggregation(body.Name, body.Field()));

    public override AggregationResult Result(IReadOnlyList<object?> terms, ValueFormat format) =>
        new NumberResult(Kind, (double?)terms[0], format);
}
