using System.Text.Json;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>A bucket of a range with its bounds; infinite ones are not shown.</summary>
internal sealed record RangeBucket(string Label, double From, double To, long Count, AggregationResults Children)
    : Bucket(Label, null, Count, Children)
{
    /// <summary>The bounds as text; null where none is shown.</summary>
    public required ValueFormat Format { get; init; }

    protected override void WriteBounds(Utf8JsonWriter writer)
    {
        WriteBound(writer, "from", From);
        WriteBound(writer, "to", To);
    }

    private void WriteBound(Utf8JsonWriter writer, string name, double value)
    {
        if (double.IsInfinity(value))
            return;
        JavaNumbers.Write(writer, name, value);
        if (Format.HasText)
            writer.WriteString($"{name}_as_string", Format.Text(value));
    }
}
