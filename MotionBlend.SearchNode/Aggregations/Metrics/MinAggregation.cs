namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary><c>min</c>: the smallest value.</summary>
internal sealed record MinAggregation(string Name, string Field) : MetricAggregation(Name, Field)
{
    public override string Kind => "min";

    public static Aggregation Parse(AggregationBody body) => Common(body, new MinAggregation(body.Name, body.Field()));

    protected override (IReadOnlyList<RowTerm> Terms, Func<IReadOnlyList<object?>, ValueFormat, AggregationResult> Result) TermsOf(RowValue value) => (
        [new RowTerm(RowFunction.Min, value)],
        (terms, format) => new NumberResult(Kind, (double?)terms[0], format));
}
