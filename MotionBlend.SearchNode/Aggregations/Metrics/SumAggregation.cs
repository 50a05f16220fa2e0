namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary><c>sum</c>: the sum of all values; 0 of none.</summary>
internal sealed record SumAggregation(string Name, string Field) : MetricAggregation(Name, Field)
{
    public override string Kind => "sum";

    public override IReadOnlyList<MetricTerm> Terms { get; } = [MetricTerm.Of(MetricFunction.Sum)];

    public static Aggregation Parse(AggregationBody body) => Common(body, new SumAggregation(body.Name, body.Field()));

    public override AggregationResult Result(IReadOnlyList<object?> terms, ValueFormat format) =>
        new NumberResult(Kind, (double?)terms[0] ?? 0, format);
}
