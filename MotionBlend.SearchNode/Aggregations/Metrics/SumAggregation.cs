namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary><c>sum</c>: the sum of all values; 0 of none.</summary>
internal sealed record SumAggregation(string Name, string Field) : MetricAggregation(Name, Field)
{
    public override string Kind => "sum";

    public static Aggregation Parse(AggregationBody body) => Common(body, new SumAggregation(body.Name, body.Field()));

    protected override (IReadOnlyList<RowTerm> Terms, Func<IReadOnlyList<object?>, ValueFormat, AggregationResult> Result) TermsOf(RowValue value) => (
        [new RowTerm(RowFunction.Sum, value)],
        (terms, format) => new NumberResult(Kind, (double?)terms[0] ?? 0, format));
}
