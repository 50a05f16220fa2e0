using System.Text.Json;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary>A metric of one whole number.</summary>
internal sealed record CountResult(string Type, long Value) : AggregationResult
{
    public override string TypedName => Type;

    public override void WriteMembers(Utf8JsonWriter writer, bool typedKeys) => writer.WriteNumber("value", Value);

    public override double? Number(string? property) => property is null or "value" ? Value : null;
}
