using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Differential.Generation;

/// <summary>Short ways to write JSON trees.</summary>
public static class Tree
{
    /// <summary><c>{"name": value}</c></summary>
    public static JsonObject Of(string name, JsonNode? value) => new() { [name] = value };

    /// <summary>An array of values or of trees.</summary>
    public static JsonArray List<T>(IEnumerable<T> items) => new([.. items.Select(item => item as JsonNode ?? JsonValue.Create(item))]);
}
