using System.Text.Json;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary><c>stats</c>: count, min, max, avg and sum.</summary>
internal sealed record StatsAggregation(string Name, string Field) : MetricAggregation(Name, Field)
{
    public override string Kind => "stats";

    public static Aggregation Parse(AggregationBody body) => Common(body, new StatsAggregation(body.Name, body.Field()));

    protected override (IReadOnlyList<RowTerm> Terms, Func<IReadOnlyList<object?>, ValueFormat, AggregationResult> Result) TermsOf(RowValue value) => (
        [
            new RowTerm(RowFunction.Count, value), new RowTerm(RowFunction.Min, value), new RowTerm(RowFunction.Max, value), new RowTerm(RowFunction.Sum, value),
        ],
        (terms, format) => new StatsResult((long)terms[0]!, (double?)terms[1], (double?)terms[2], (double?)terms[3] ?? 0, format));
}

/// <summary>Count, extremes, mean and sum of values.</summary>
internal record StatsResult(long Count, double? Min, double? Max, double Sum, ValueFormat Format) : AggregationResult
{
    public override string TypedName => Type;

    /// <summary>The typed name: that of the metric, or of the pipeline over buckets.</summary>
    public string Type { get; init; } = "stats";

    public override IReadOnlyList<string> Properties { get; } = ["count", "min", "max", "avg", "sum"];

    /// <summary>The mean; null of nothing.</summary>
    protected double? Avg => Count == 0 ? null : Sum / Count;

    public override void WriteMembers(Utf8JsonWriter writer, bool typedKeys)
    {
        writer.WriteNumber("count", Count);
        JavaNumbers.Write(writer, "min", Min);
        JavaNumbers.Write(writer, "max", Max);
        JavaNumbers.Write(writer, "avg", Avg);
        JavaNumbers.Write(writer, "sum", Sum);
        if (Count == 0)
            return;
        WriteText(writer, "min_as_string", Min!.Value);
        WriteText(writer, "max_as_string", Max!.Value);
        WriteText(writer, "avg_as_string", Avg!.Value);
        WriteText(writer, "sum_as_string", Sum);
    }

    public override double? Number(string? property) => property switch
    {
        "count" => Count,
        "min" => Min ?? double.PositiveInfinity,
        "max" => Max ?? double.NegativeInfinity,
        "avg" => Avg ?? double.NaN,
        "sum" => Sum,
        _ => null,
    };

    protected void WriteText(Utf8JsonWriter writer, string name, double value)
    {
        if (Format.Text(value) is { } text)
            writer.WriteString(name, text);
    }
}
