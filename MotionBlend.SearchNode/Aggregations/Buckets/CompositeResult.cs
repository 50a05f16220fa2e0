using System.Text.Json;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>A bucket of several named keys.</summary>
internal sealed record CompositeBucket(IReadOnlyList<(string Name, object? Value)> Keys, long Count, AggregationResults Children)
    : Bucket(string.Join('|', Keys.Select(key => key.Value)), null, Count, Children)
{
    /// <summary>Writes an object of the keys.</summary>
    public void WriteKeys(Utf8JsonWriter writer, string name)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in Keys)
        {
            writer.WritePropertyName(key);
            switch (value)
            {
                case null:
                    writer.WriteNullValue();
                    break;
                case double number:
                    JavaNumbers.Write(writer, number);
                    break;
                case long number:
                    writer.WriteNumberValue(number);
                    break;
                case bool flag:
                    writer.WriteBooleanValue(flag);
                    break;
                default:
                    writer.WriteStringValue(value.ToString());
                    break;
            }
        }

        writer.WriteEndObject();
    }

    protected override void WriteKey(Utf8JsonWriter writer) => WriteKeys(writer, "key");
}

/// <summary>A page of composite buckets, with the key to go on from.</summary>
internal sealed record CompositeResult(IReadOnlyList<Bucket> Page) : BucketsResult("composite", Page, false)
{
    public override void WriteMembers(Utf8JsonWriter writer, bool typedKeys)
    {
        if (Page.Count > 0)
            ((CompositeBucket)Page[^1]).WriteKeys(writer, "after_key");
        base.WriteMembers(writer, typedKeys);
    }
}
