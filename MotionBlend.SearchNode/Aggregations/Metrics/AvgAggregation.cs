namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary><c>avg</c>: the mean of all values.</summary>
internal sealed record AvgAggregation(string Name, string Field) : MetricAggregation(Name, Field)
{
    public override string Kind => "avg";

    public static Aggregation Parse(AggregationBody body) => Common(body, new AvgAggregation(body.Name, body.Field()));

    protected override (IReadOnlyList<RowTerm> Terms, Func<IReadOnlyList<object?>, ValueFormat, AggregationResult> Result) TermsOf(RowValue value) => (
        [new RowTerm(RowFunction.Count, value), new RowTerm(RowFunction.Sum, value)],
        (terms, format) => new NumberResult(Kind, (double?)terms[1] / (long?)terms[0], format));
}
