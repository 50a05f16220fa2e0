using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary><c>median_absolute_deviation</c>: the median of the values' distances from their median.</summary>
internal sealed record MedianAbsoluteDeviationAggregation(string Name, string Field) : MetricAggregation(Name, Field)
{
    public override string Kind => "median_absolute_deviation";

    public static Aggregation Parse(AggregationBody body)
    {
        body.WithoutEffect("execution_hint");
        body.Read("compression", value => value.AsDouble() is var compression and > 0
            ? compression
            : throw Failure.IllegalArgument($"[compression] must be greater than 0. Found [{JavaNumbers.Text(value.AsDouble())}] in [{body.Name}]").Raise());
        return Common(body, new MedianAbsoluteDeviationAggregation(body.Name, body.Field()));
    }

    protected override (IReadOnlyList<RowTerm> Terms, Func<IReadOnlyList<object?>, ValueFormat, AggregationResult> Result) TermsOf(RowValue value) => (
        [new RowTerm(RowFunction.MedianDeviation, value)],
        (terms, format) => new NumberResult(Kind, (double?)terms[0], format));
}
