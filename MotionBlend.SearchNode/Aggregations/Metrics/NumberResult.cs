using System.Text.Json;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary>A metric of one number.</summary>
internal sealed record NumberResult(string Type, double? Value, ValueFormat Format) : AggregationResult
{
    public override string TypedName => Type;

    public override void WriteMembers(Utf8JsonWriter writer, bool typedKeys)
    {
        JavaNumbers.Write(writer, "value", Value);
        if (Value is { } value && Format.Text(value) is { } text)
            writer.WriteString("value_as_string", text);
    }

    public override double? Number(string? property) => property is null or "value" ? Value ?? double.NaN : null;
}
