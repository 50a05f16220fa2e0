using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>The assertions of the test format, against the last reply.</summary>
public sealed class Assertions(Stash stash)
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The last reply as text: what <c>$body</c> means to a pattern.</summary>
    public string Text { get; set; } = "";

    /// <summary>The last reply as a tree; a reply of text is a JSON string, one of <c>HEAD</c> a boolean.</summary>
    public JsonNode? Tree { get; set; }

    /// <summary>Runs one assertion such as <c>match</c> with its operand.</summary>
    /// <exception cref="YamlTestException">It does not hold, or the format has no such assertion.</exception>
    public void Check(string kind, JsonNode? operand)
    {
        if (kind is "is_true" or "is_false" or "exists")
        {
            CheckPresence(kind, operand?.ToString() ?? "");
            return;
        }

        foreach (var (path, raw) in operand as JsonObject ?? throw new YamlTestException($"{kind}: a path and a value expected"))
        {
            if (AssertsType(path)) continue;
            CheckValue(kind, path, stash.Replace(raw));
        }
    }

    /// <summary>The value at a path, <c>$body</c> and stashed names included.</summary>
    public JsonNode? Find(string path, out bool found)
    {
        if (path == "$body" || path.Length == 0)
        {
            found = true;
            return Tree;
        }

        if (path.StartsWith("$body.", StringComparison.Ordinal)) path = path["$body.".Length..];
        return ReplyPath.Find(Tree, path, stash, out found);
    }

    // Mapping types ended with 8.0: what a test says about one is left out.
    private static bool AssertsType(string path) => path == "_type" || path.EndsWith("._type", StringComparison.Ordinal);

    private void CheckPresence(string kind, string path)
    {
        if (AssertsType(path)) return;
        var value = Find(path, out var found);
        var holds = kind == "exists" ? found : (found && IsTrue(value)) == (kind == "is_true");
        if (!holds) throw new YamlTestException($"{kind} {path}: got {(found ? JsonEquality.Show(value) : "nothing")}");
    }

    private static bool IsTrue(JsonNode? value) => value switch
    {
        null => false,
        JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => scalar.ToString() is not ("" or "0" or "false"),
        JsonValue scalar when scalar.GetValueKind() == JsonValueKind.Number => JsonEquality.Number(scalar) != 0,
        JsonValue scalar => scalar.GetValueKind() == JsonValueKind.True,
        _ => true,
    };

    private void CheckValue(string kind, string path, JsonNode? expected)
    {
        var actual = Find(path, out _);
        var failure = kind switch
        {
            "match" => Match(path, expected, actual),
            "length" => Length(expected, actual),
            "gt" => Compare(expected, actual, sign => sign > 0),
            "gte" => Compare(expected, actual, sign => sign >= 0),
            "lt" => Compare(expected, actual, sign => sign < 0),
            "lte" => Compare(expected, actual, sign => sign <= 0),
            "contains" => Contains(expected, actual),
            "close_to" => CloseTo(expected, actual),
            "is_after" => IsAfter(expected, actual),
            _ => throw new YamlTestException($"assertion [{kind}] is not known to this runner"),
        };
        if (failure is not null) throw new YamlTestException($"{kind} {path}: {failure}");
    }

    private string? Match(string path, JsonNode? expected, JsonNode? actual)
    {
        if (expected is not JsonValue scalar || scalar.GetValueKind() != JsonValueKind.String || !IsPattern(scalar.ToString(), out var pattern))
        {
            return JsonEquality.Difference(expected, actual);
        }

        var text = path == "$body" ? Text : actual is JsonValue value ? value.ToString() : null;
        if (text is null) return $"expected text {scalar}, got {JsonEquality.Show(actual)}";
        return Regex.IsMatch(text, pattern, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, PatternTimeout)
            ? null
            : $"{JsonEquality.Show(JsonValue.Create(text))} does not match {JsonEquality.Show(scalar)}";
    }

    internal static bool IsPattern(string text, out string pattern)
    {
        var trimmed = text.Trim();
        var isPattern = trimmed.Length > 2 && trimmed[0] == '/' && trimmed[^1] == '/';
        pattern = isPattern ? trimmed[1..^1] : "";
        return isPattern;
    }

    private static string? Length(JsonNode? expected, JsonNode? actual)
    {
        int? length = actual switch
        {
            JsonArray items => items.Count,
            JsonObject members => members.Count,
            JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String => scalar.ToString().Length,
            _ => null,
        };
        return length is { } n && n == JsonEquality.Number(expected)
            ? null
            : $"expected {JsonEquality.Show(expected)}, got {length?.ToString(CultureInfo.InvariantCulture) ?? JsonEquality.Show(actual)}";
    }

    private static string? Compare(JsonNode? bound, JsonNode? actual, Func<int, bool> holds) =>
        JsonEquality.Number(bound) is { } b && JsonEquality.Number(actual) is { } a && holds(a.CompareTo(b))
            ? null
            : $"{JsonEquality.Show(actual)} against {JsonEquality.Show(bound)}";

    private static string? Contains(JsonNode? expected, JsonNode? actual)
    {
        var found = actual switch
        {
            JsonArray items when expected is JsonObject part => items.OfType<JsonObject>().Any(item =>
                part.All(pair => item.TryGetPropertyValue(pair.Key, out var member) && JsonEquality.Difference(pair.Value, member) is null)),
            JsonArray items => items.Any(item => JsonEquality.Difference(expected, item) is null),
            JsonValue text when expected is JsonValue => text.ToString().Contains(expected.ToString(), StringComparison.Ordinal),
            _ => false,
        };
        return found ? null : $"{JsonEquality.Show(expected)} not in {JsonEquality.Show(actual)}";
    }

    private static string? CloseTo(JsonNode? expected, JsonNode? actual) =>
        Math.Abs((JsonEquality.Number(actual) ?? double.NaN) - (JsonEquality.Number(expected?["value"]) ?? 0)) <= JsonEquality.Number(expected?["error"])
            ? null
            : $"{JsonEquality.Show(actual)} is not close to {JsonEquality.Show(expected)}";

    private static string? IsAfter(JsonNode? expected, JsonNode? actual) =>
        DateTimeOffset.TryParse(actual?.ToString(), CultureInfo.InvariantCulture, out var later)
        && DateTimeOffset.TryParse(expected?.ToString(), CultureInfo.InvariantCulture, out var earlier)
        && later > earlier
            ? null
            : $"{JsonEquality.Show(actual)} is not after {JsonEquality.Show(expected)}";
}
