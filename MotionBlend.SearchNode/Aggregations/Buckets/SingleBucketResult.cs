using System.Text.Json;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>One bucket without a key.</summary>
internal sealed record SingleBucketResult(string Type, long Count, AggregationResults Children) : AggregationResult
{
    public override string TypedName => Type;

    public override AggregationResults Inside => Children;

    public override void WriteMembers(Utf8JsonWriter writer, bool typedKeys)
    {
        writer.WriteNumber("doc_count", Count);
        Children.WriteMembers(writer, typedKeys);
    }

    public override double? Number(string? property) => property is null or "_count" or "doc_count" ? Count : null;
}
