using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary><c>cardinality</c>: how many different values there are, counted exactly.</summary>
internal sealed record CardinalityAggregation(string Name, string Field) : MetricAggregation(Name, Field)
{
    public override string Kind => "cardinality";

    protected override bool TakesKeywords => true;

    public static Aggregation Parse(AggregationBody body)
    {
        body.WithoutEffect("execution_hint", "rehash");
        body.Read("precision_threshold", value => value.AsLong() is var threshold and >= 0
            ? threshold
            : throw Failure.IllegalArgument($"[precisionThreshold] must be greater than or equal to 0. Found [{value.Text}] in [{body.Name}]").Raise());
        return Common(body, new CardinalityAggregation(body.Name, body.Field()));
    }

    protected override (IReadOnlyList<RowTerm> Terms, Func<IReadOnlyList<object?>, ValueFormat, AggregationResult> Result) TermsOf(RowValue value) => (
        [new RowTerm(RowFunction.Distinct, value)],
        (terms, format) => new CountResult(Kind, (long)terms[0]!));
}
