using System.Text.Json;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>A list of buckets, or an object of them by key.</summary>
internal record BucketsResult(string Type, IReadOnlyList<Bucket> Buckets, bool Keyed) : AggregationResult
{
    public override string TypedName => Type;

    /// <summary>True where keyed buckets do not repeat their key inside.</summary>
    public bool NameIsKey { get; init; }

    public override void WriteMembers(Utf8JsonWriter writer, bool typedKeys)
    {
        if (Keyed)
        {
            writer.WriteStartObject("buckets");
            foreach (var bucket in Buckets)
            {
                writer.WritePropertyName(bucket.Name);
                bucket.Write(writer, typedKeys, !NameIsKey);
            }

            writer.WriteEndObject();
            return;
        }

        writer.WriteStartArray("buckets");
        foreach (var bucket in Buckets)
            bucket.Write(writer, typedKeys);
        writer.WriteEndArray();
    }
}
