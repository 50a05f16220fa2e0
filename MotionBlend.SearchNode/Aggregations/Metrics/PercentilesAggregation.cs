using System.Text.Json;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary>
/// <c>percentiles</c>, exact: linear interpolation at q·(n−1), which is what Elasticsearch gives while it holds all values
/// (up to 20 times the compression); beyond that Elasticsearch approximates and this node goes on exactly.
/// </summary>
internal sealed record PercentilesAggregation(string Name, string Field, IReadOnlyList<double> Percents) : MetricAggregation(Name, Field)
{
    /// <summary>The percents of a request that names none.</summary>
    public static readonly double[] Default = [1, 5, 25, 50, 75, 95, 99];

    public override string Kind => "percentiles";

    public bool Keyed { get; init; } = true;

    public static Aggregation Parse(AggregationBody body)
    {
        var percents = TDigestParameters.Numbers(body, "percents") ?? Default;
        if (percents.Length == 0)
            body.Incomplete(percents, NotBuilt(body, "[percents] must not be empty"));
        foreach (var wrong in percents.Where(percent => percent is < 0 or > 100))
            body.Incomplete(percents, NotBuilt(body, $"percent must be in [0,100], got [{JavaNumbers.Text(wrong)}]"));
        foreach (var twice in percents.Order().Where((percent, i) => i > 0 && percents.Order().ElementAt(i - 1) == percent))
            body.Incomplete(percents, NotBuilt(body, $"percent [{JavaNumbers.Text(twice)}] has been specified more than once"));
        TDigestParameters.Take(body);
        return Common(body, new PercentilesAggregation(body.Name, body.Field(), [.. percents.Order()])) with { Keyed = body.Bool("keyed", true) };
    }

    private static Failure NotBuilt(AggregationBody body, string reason) =>
        new(FailureKind.XContentParse, "Failed to build [percentiles] after last required field arrived") { CausedBy = Failure.IllegalArgument($"{reason}: [{body.Name}]") };

    protected override (IReadOnlyList<RowTerm> Terms, Func<IReadOnlyList<object?>, ValueFormat, AggregationResult> Result) TermsOf(RowValue value) => (
        [new RowTerm(RowFunction.Quantiles, value) { Arguments = [.. Percents.Select(percent => percent / 100)] }],
        (terms, format) => new PercentilesResult(
            "tdigest_percentiles",
            [.. Percents.Select((percent, i) => (percent, terms[0] is IReadOnlyList<double> values ? values[i] : (double?)null))],
            Keyed,
            format));
}

/// <summary>Values by percent.</summary>
internal sealed record PercentilesResult(string Type, IReadOnlyList<(double Percent, double? Value)> Values, bool Keyed, ValueFormat Format)
    : AggregationResult
{
    public override string TypedName => Type;

    public override IReadOnlyList<string> Properties => [.. Values.Select(value => JavaNumbers.Text(value.Percent))];

    public override void WriteMembers(Utf8JsonWriter writer, bool typedKeys)
    {
        if (Keyed)
        {
            writer.WriteStartObject("values");
            foreach (var (percent, value) in Values)
            {
                var name = JavaNumbers.Text(percent);
                JavaNumbers.Write(writer, name, value);
                if (value is { } number && Format.Text(number) is { } text)
                    writer.WriteString($"{name}_as_string", text);
            }

            writer.WriteEndObject();
            return;
        }

        writer.WriteStartArray("values");
        foreach (var (percent, value) in Values)
        {
            writer.WriteStartObject();
            JavaNumbers.Write(writer, "key", percent);
            JavaNumbers.Write(writer, "value", value);
            if (value is { } number && Format.Text(number) is { } text)
                writer.WriteString("value_as_string", text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public override double? Number(string? property)
    {
        foreach (var (percent, value) in Values)
        {
            var name = JavaNumbers.Text(percent);
            if (name == property || name == property + ".0")
                return value ?? double.NaN;
        }

        return null;
    }
}
