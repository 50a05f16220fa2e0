namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary><c>max</c>: the largest value.</summary>
internal sealed record MaxAggregation(string Name, string Field) : MetricAggregation(Name, Field)
{
    public override string Kind => "max";

    public static Aggregation Parse(AggregationBody body) => Common(body, new MaxAggregation(body.Name, body.Field()));

    protected override (IReadOnlyList<RowTerm> Terms, Func<IReadOnlyList<object?>, ValueFormat, AggregationResult> Result) TermsOf(RowValue value) => (
        [new RowTerm(RowFunction.Max, value)],
        (terms, format) => new NumberResult(Kind, (double?)terms[0], format));
}
