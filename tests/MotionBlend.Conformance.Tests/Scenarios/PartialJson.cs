using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MotionBlend.Conformance.Tests.Scenarios;

/// <summary>
/// Compares a reply with an expectation that names only what matters: objects may have more members, arrays have exactly
/// the elements, numbers compare by value. Instead of a value, <c>{"$absent":true}</c>, <c>{"$any":true}</c>,
/// <c>{"$regex":"…"}</c>, <c>{"$length":n}</c>, <c>{"$near":[value,tolerance]}</c> and <c>{"$anyOrder":[…]}</c>, an array of
/// exactly these elements in any order, are possible.
/// </summary>
internal static class PartialJson
{
    /// <summary>The first difference with its place; null when the expectation is met.</summary>
    public static string? Difference(JsonNode? expected, JsonNode? actual, string path = "$")
    {
        switch (expected)
        {
            case JsonObject { Count: 1 } op when op.First().Key.StartsWith('$'):
                return Operator(op.First().Key, op.First().Value!, actual, path);
            case JsonObject members:
                if (actual is not JsonObject found)
                    return Differs(path, expected, actual);
                foreach (var (name, value) in members)
                {
                    var below = $"{path}.{name}";
                    if (value is JsonObject { Count: 1 } absent && absent.ContainsKey("$absent"))
                    {
                        if (found.ContainsKey(name))
                            return $"{below}: must be absent, is {Text(found[name])}";
                        continue;
                    }

                    if (!found.TryGetPropertyValue(name, out var there))
                        return $"{below}: is missing in {Text(actual)}";
                    if (Difference(value, there, below) is { } difference)
                        return difference;
                }

                return null;
            case JsonArray items:
                if (actual is not JsonArray list || list.Count != items.Count)
                    return Differs(path, expected, actual);
                for (var i = 0; i < items.Count; i++)
                    if (Difference(items[i], list[i], $"{path}[{i}]") is { } difference)
                        return difference;
                return null;
            default:
                return Same(expected, actual) ? null : Differs(path, expected, actual);
        }
    }

    private static string? Operator(string name, JsonNode argument, JsonNode? actual, string path)
    {
        var met = name switch
        {
            "$any" => true,
            "$regex" => actual is JsonValue && Regex.IsMatch(actual.ToString(), argument.GetValue<string>()),
            "$length" => (actual as JsonArray)?.Count == argument.GetValue<int>(),
            "$anyOrder" => actual is JsonArray list && IsPermutation(argument.AsArray(), list),
            "$near" => actual?.GetValueKind() == JsonValueKind.Number
                && Math.Abs(actual.GetValue<double>() - argument[0]!.GetValue<double>()) <= argument[1]!.GetValue<double>(),
            _ => throw new FormatException($"no such operator [{name}]"),
        };
        return met ? null : $"{path}: expected {name} {Text(argument)}, is {Text(actual)}";
    }

    // An expectation may fit several elements, so each must get one of its own: paths that free a taken element (Kuhn).
    private static bool IsPermutation(JsonArray expected, JsonArray actual)
    {
        var takenBy = new int?[actual.Count];
        return expected.Count == actual.Count && Enumerable.Range(0, expected.Count).All(item => Takes(item, new bool[actual.Count]));

        bool Takes(int item, bool[] tried)
        {
            for (var at = 0; at < actual.Count; at++)
            {
                if (tried[at] || Difference(expected[item], actual[at]) is not null)
                    continue;
                tried[at] = true;
                if (takenBy[at] is { } other && !Takes(other, tried))
                    continue;
                takenBy[at] = item;
                return true;
            }

            return false;
        }
    }

    private static bool Same(JsonNode? expected, JsonNode? actual)
    {
        if (expected is null || actual is null)
            return expected is null && actual is null;
        return expected.GetValueKind() == JsonValueKind.Number && actual.GetValueKind() == JsonValueKind.Number
            ? expected.GetValue<double>().Equals(actual.GetValue<double>())
            : JsonNode.DeepEquals(expected, actual);
    }

    private static string Differs(string path, JsonNode? expected, JsonNode? actual) => $"{path}: expected {Text(expected)}, is {Text(actual)}";

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
