namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary><c>min</c>: the smallest value.</summary>
internal sealed record MinAggregation(string Name, string Field) : MetricAggregation(Name, Field)
{
    public override string Kind => "min";

    public override IReadOnlyList<MetricTerm> Terms { get; } = [MetricTerm.Of(MetricFunction.Min)];

    public static Aggregation Parse(AggregationBody body) => Common(body, new MinAggregation(body.Name, body.Field()));

    public override AggregationResult Result(IReadOnlyList<object?> terms, ValueFormat format) =>
        new NumberResult(Kind, (double?)terms[0], format);
}
