using System.Text.Json;
using MotionBlend.SearchNode.Aggregations.Buckets;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Pipelines;

/// <summary>
/// <c>derivative</c>: how much a number changed since the bucket of a histogram before; with <c>unit</c> also per unit of
/// the time between their keys. The first bucket has none.
/// </summary>
internal sealed record DerivativeAggregation(string Name, BucketsPath BucketsPath) : ParentPipeline(Name, BucketsPath)
{
    public override string Kind => "derivative";

    /// <summary>Milliseconds of the unit; null without.</summary>
    public double? Unit { get; init; }

    public static Aggregation Parse(AggregationBody body)
    {
        var (path, gaps, format) = Common(body);
        return new DerivativeAggregation(body.Name, path)
        {
            GapPolicy = gaps,
            Format = format,
            Unit = body.Read("unit", value => UnitOf(value.Text)),
        };
    }

    public override IReadOnlyList<Bucket> Apply(IReadOnlyList<Bucket> buckets)
    {
        var result = new List<Bucket>(buckets.Count);
        (double Value, double Key)? before = null;
        foreach (var bucket in buckets)
        {
            var key = Convert.ToDouble(bucket.Key, System.Globalization.CultureInfo.InvariantCulture);
            var value = ValueIn(bucket, BucketsPath);
            result.Add(before is { } last
                ? With(bucket, new DerivativeResult(value - last.Value, Unit is { } unit ? (value - last.Value) / ((key - last.Key) / unit) : null, ValueFormat.Of(null, Format)))
                : bucket);
            before = (value, key);
        }

        return result;
    }

    private static double UnitOf(string text) => text switch
    {
        "year" or "1y" => 31_556_952_000,
        "quarter" or "1q" => 7_889_238_000,
        "month" or "1M" => 2_629_746_000,
        "week" or "1w" => 604_800_000,
        "day" or "1d" => 86_400_000,
        "hour" or "1h" => 3_600_000,
        "minute" or "1m" => 60_000,
        "second" or "1s" => 1000,
        _ => Http.TimeValue.Parse(text, "derivative.unit") is var unit && unit > TimeSpan.Zero
            ? unit.TotalMilliseconds
            : throw Failure.IllegalArgument($"[unit] must be positive, got [{text}]").Raise(),
    };
}

/// <summary>A change, and the change per unit of time; NaN, from a bucket without a number, is shown as null.</summary>
internal sealed record DerivativeResult(double Value, double? Normalized, ValueFormat Format) : AggregationResult
{
    public override string TypedName => "derivative";

    public override IReadOnlyList<string> Properties { get; } = ["value", "normalized_value"];

    public override void WriteMembers(Utf8JsonWriter writer, bool typedKeys)
    {
        Write(writer, "value", Value);
        if (Normalized is { } normalized)
            Write(writer, "normalized_value", normalized);
    }

    public override double? Number(string? property) => property switch
    {
        null or "value" => Value,
        "normalized_value" => Normalized,
        _ => null,
    };

    private void Write(Utf8JsonWriter writer, string name, double value)
    {
        JavaNumbers.Write(writer, name, double.IsFinite(value) ? value : null);
        if (double.IsFinite(value) && Format.Text(value) is { } text)
            writer.WriteString($"{name}_as_string", text);
    }
}
