using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary>
/// <c>percentile_ranks</c>: the share of values below given ones. Each value owns the span to the half of the way to its
/// neighbours, and its rank grows evenly over that span, as Elasticsearch's sorted digest does.
/// </summary>
internal sealed record PercentileRanksAggregation(string Name, string Field, IReadOnlyList<double> Values) : MetricAggregation(Name, Field)
{
    private const int TermsBefore = 3;
    private const int TermsPerValue = 4;

    public override string Kind => "percentile_ranks";

    public bool Keyed { get; init; } = true;

    public static Aggregation Parse(AggregationBody body)
    {
        var field = body.Field();
        var values = TDigestParameters.Numbers(body, "values");
        if (values is null)
            body.Incomplete(values, NotBuilt($"[values] must not be null: [{body.Name}]"));
        else if (values.Length == 0)
            body.Incomplete(values, NotBuilt($"[values] must not be an empty array: [{body.Name}]"));
        TDigestParameters.Take(body);
        return Common(body, new PercentileRanksAggregation(body.Name, field, [.. (values ?? []).Order()])) with { Keyed = body.Bool("keyed", true) };
    }

    protected override (IReadOnlyList<RowTerm> Terms, Func<IReadOnlyList<object?>, ValueFormat, AggregationResult> Result) TermsOf(RowValue value) => (
        [
            new RowTerm(RowFunction.Count, value), new RowTerm(RowFunction.Min, value), new RowTerm(RowFunction.Max, value),
            .. Values.SelectMany(x => new RowFunction[] { RowFunction.CountAtMost, RowFunction.CountEqual, RowFunction.TwoAtMost, RowFunction.TwoAbove }
                .Select(function => new RowTerm(function, value) { Arguments = [x] })),
        ],
        (terms, format) => new PercentilesResult(
            "tdigest_percentile_ranks",
            [.. Values.Select((x, i) => (x, 100 * Rank(x, terms, TermsBefore + (i * TermsPerValue))))],
            Keyed,
            format));

    private static Failure NotBuilt(string reason) =>
        new Failure(FailureKind.XContentParse, "Failed to build [percentile_ranks] after last required field arrived")
        {
            CausedBy = Failure.IllegalArgument(reason),
        };

    // The values in order are v[0] … v[n-1]; c of them are not above x.
    private static double? Rank(double x, IReadOnlyList<object?> terms, int at)
    {
        var n = (double)(long)terms[0]!;
        if (n == 0)
            return null;
        double min = (double)terms[1]!, max = (double)terms[2]!, c = (long)terms[at]!, equal = (long)terms[at + 1]!;
        if (x <= min || x >= max)
            return x < min ? 0 : x == min ? equal / 2 / n : x > max ? 1 : (n - (equal / 2)) / n;
        var below = (IReadOnlyList<double>)terms[at + 2]!;
        var above = (IReadOnlyList<double>)terms[at + 3]!;
        var gap = (above[0] - below[0]) / 2;
        if (x < below[0] + gap)
        {
            var left = below.Count > 1 ? (below[0] - below[1]) / 2 : gap;
            return (c - 1 + ((x - below[0] + left) / (left + gap))) / n;
        }

        var right = above.Count > 1 ? (above[1] - above[0]) / 2 : gap;
        return (c + ((x - above[0] + gap) / (gap + right))) / n;
    }
}
