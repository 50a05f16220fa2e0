using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MotionBlend.Conformance.Tests.Wire;

/// <summary>Equality of JSON trees in which numbers compare by value, whatever their spelling.</summary>
public static class JsonEquality
{
    /// <summary>Where the trees first differ, or null where they are equal.</summary>
    public static string? Difference(JsonNode? expected, JsonNode? actual, string path = "")
    {
        switch (expected, actual)
        {
            case (null, null):
                return null;
            case (JsonObject left, JsonObject right):
                return Difference(left, right, path);
            case (JsonArray left, JsonArray right):
                return Difference(left, right, path);
            case (JsonValue left, JsonValue right) when Same(left, right):
                return null;
            default:
                return $"{(path.Length == 0 ? "" : $"at {path} ")}expected {Show(expected)}, got {Show(actual)}";
        }
    }

    /// <summary>The number as a double, or null where the node is none.</summary>
    public static double? Number(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            ? double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture)
            : null;

    /// <summary>The node's JSON on one line, cut to a readable length.</summary>
    public static string Show(JsonNode? node)
    {
        var text = node?.ToJsonString(Readable) ?? "null";
        return text.Length <= 160 ? text : text[..160] + "...";
    }

    /// <summary>JSON that keeps letters as letters; for reports, never for a browser.</summary>
    public static JsonSerializerOptions Readable { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static bool Same(JsonValue left, JsonValue right)
    {
        var kind = left.GetValueKind();
        if (kind != right.GetValueKind()) return false;
        if (kind != JsonValueKind.Number) return kind != JsonValueKind.String || left.GetValue<string>() == right.GetValue<string>();
        var (a, b) = (left.ToJsonString(), right.ToJsonString());
        return a == b || (decimal.TryParse(a, NumberStyles.Float, CultureInfo.InvariantCulture, out var exactA)
            && decimal.TryParse(b, NumberStyles.Float, CultureInfo.InvariantCulture, out var exactB)
            ? exactA == exactB
            : Number(left) == Number(right));
    }

    private static string? Difference(JsonObject expected, JsonObject actual, string path)
    {
        foreach (var (key, value) in expected)
        {
            if (!actual.TryGetPropertyValue(key, out var other)) return $"{At(path, key)} missing, expected {Show(value)}";
            if (Difference(value, other, At(path, key)) is { } difference) return difference;
        }

        var extra = actual.FirstOrDefault(pair => !expected.ContainsKey(pair.Key)).Key;
        return extra is null ? null : $"{At(path, extra)} not expected, got {Show(actual[extra])}";
    }

    private static string? Difference(JsonArray expected, JsonArray actual, string path)
    {
        for (var i = 0; i < Math.Min(expected.Count, actual.Count); i++)
        {
            if (Difference(expected[i], actual[i], At(path, i.ToString(CultureInfo.InvariantCulture))) is { } difference) return difference;
        }

        return expected.Count == actual.Count
            ? null
            : $"{(path.Length == 0 ? "array" : path)}: expected {expected.Count} elements, got {actual.Count}";
    }

    private static string At(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
