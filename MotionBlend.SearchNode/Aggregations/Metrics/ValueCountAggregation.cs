namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary><c>value_count</c>: how many values there are.</summary>
internal sealed record ValueCountAggregation(string Name, string Field) : MetricAggregation(Name, Field)
{
    public override string Kind => "value_count";

    protected override bool TakesKeywords => true;

    public static Aggregation Parse(AggregationBody body) => Common(body, new ValueCountAggregation(body.Name, body.Field()));

    protected override (IReadOnlyList<RowTerm> Terms, Func<IReadOnlyList<object?>, ValueFormat, AggregationResult> Result) TermsOf(RowValue value) => (
        [new RowTerm(RowFunction.Count, value)],
        (terms, format) => new CountResult(Kind, (long)terms[0]!));
}
