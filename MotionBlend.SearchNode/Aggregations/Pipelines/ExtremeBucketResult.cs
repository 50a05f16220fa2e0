using System.Text.Json;
using MotionBlend.SearchNode.Aggregations.Buckets;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Pipelines;

/// <summary>A number with the keys of the buckets that have it; infinite where no bucket has any, which is shown as null.</summary>
internal sealed record ExtremeBucketResult(double Value, IReadOnlyList<string> Keys, ValueFormat Format) : AggregationResult
{
    public override string TypedName => "bucket_metric_value";

    /// <summary>The result for an extreme of some buckets.</summary>
    public static ExtremeBucketResult Of(IReadOnlyList<(Bucket Bucket, double Value)> values, double extreme, ValueFormat format) =>
        new(extreme, [.. values.Where(entry => entry.Value == extreme).Select(entry => entry.Bucket.Name)], format);

    public override void WriteMembers(Utf8JsonWriter writer, bool typedKeys)
    {
        JavaNumbers.Write(writer, "value", double.IsInfinity(Value) ? null : Value);
        if (!double.IsInfinity(Value) && Format.Text(Value) is { } text)
            writer.WriteString("value_as_string", text);
        writer.WriteStartArray("keys");
        foreach (var key in Keys)
            writer.WriteStringValue(key);
        writer.WriteEndArray();
    }

    public override double? Number(string? property) => property is null or "value" ? Value : null;
}
