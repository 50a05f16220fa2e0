using System.Text.Json;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>What an aggregation found; writes the members of its object.</summary>
internal abstract record AggregationResult
{
    /// <summary>The name before the <c>#</c> where typed keys are asked for.</summary>
    public abstract string TypedName { get; }

    /// <summary>Writes the members, without <c>meta</c> and without the braces.</summary>
    public abstract void WriteMembers(Utf8JsonWriter writer, bool typedKeys);

    /// <summary>A number of the result, for ordering buckets by it; null when the result has none of this name.</summary>
    /// <param name="property">Name of the value, e.g. <c>max</c>; null for the only one.</param>
    public virtual double? Number(string? property) => null;

    /// <summary>The results inside a single bucket; null for other results.</summary>
    public virtual AggregationResults? Inside => null;

    /// <summary>Names of the numbers that <see cref="Number"/> knows; empty for a result of one value.</summary>
    public virtual IReadOnlyList<string> Properties => [];
}

/// <summary>The results of sibling aggregations, in the order of the request.</summary>
internal sealed record AggregationResults(IReadOnlyList<(Aggregation Aggregation, AggregationResult Result)> Items)
{
    public static readonly AggregationResults None = new([]);

    /// <summary>The result of this name.</summary>
    public AggregationResult? this[string name] => Items.FirstOrDefault(item => item.Aggregation.Name == name).Result;

    /// <summary>Writes one member for each.</summary>
    public void WriteMembers(Utf8JsonWriter writer, bool typedKeys)
    {
        foreach (var (aggregation, result) in Items)
        {
            writer.WriteStartObject(typedKeys ? $"{result.TypedName}#{aggregation.Name}" : aggregation.Name);
            if (aggregation.Meta is { } meta)
            {
                writer.WritePropertyName("meta");
                writer.WriteRawValue(meta, skipInputValidation: true);
            }

            result.WriteMembers(writer, typedKeys);
            writer.WriteEndObject();
        }
    }
}
