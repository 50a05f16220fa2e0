using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>What kind of values a field holds, which decides what can be asked of it.</summary>
public enum FieldKind
{
    Keyword,
    Text,
    Whole,
    Fraction,
    Boolean,
    Date,
    Vector,
}

/// <summary>A field of a generated mapping: its path, its mapping, and how values for it are made.</summary>
public sealed record FieldSpec(string Path, FieldKind Kind, JsonObject Mapping, Func<Dice, JsonNode?> Value)
{
    public string Type => Mapping["type"]!.ToString();

    /// <summary>Whether the real server searches a graph of its vectors.</summary>
    public bool IsGraph => Mapping["index_options"]?["type"]?.ToString() == "hnsw";

    /// <summary>Whether it can be sorted by and aggregated on.</summary>
    public bool HasDocValues => Kind is not (FieldKind.Text or FieldKind.Vector) && Mapping["doc_values"]?.GetValue<bool>() != false;
}
