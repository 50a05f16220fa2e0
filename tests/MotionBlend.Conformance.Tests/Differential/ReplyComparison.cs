using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Differential;

/// <summary>How two replies to the same request differ, as far as a client can tell servers apart.</summary>
public static partial class ReplyComparison
{
    private const double ScoreTolerance = 1e-5;
    private const double ValueTolerance = 1e-9;

    // Java's exceptions for what a programmer did not think of.
    private static readonly string[] Faults =
    [
        "null_pointer_exception", "array_index_out_of_bounds_exception", "unsupported_operation_exception", "negative_array_size_exception", "class_cast_exception",
    ];

    // Times, addresses, generated names: never the same twice. A profile is each server's own.
    private static readonly HashSet<string> Private =
    [
        "took", "_scroll_id", "pit_id", "profile", "uuid", "index_uuid", "creation_date", "version.created", "node", "_node", "debug", "id",
    ];

    /// <summary>Where the replies differ first, or null where they agree.</summary>
    public static ReplyDifference? Compare(WireReply expected, WireReply actual)
    {
        if (expected.Status != actual.Status) return new("status", $"{expected.Status} {ErrorType(expected)}", $"{actual.Status} {ErrorType(actual)}");
        if (expected.Status >= 400 && ErrorType(expected) is { Length: > 0 } type)
        {
            if (type != ErrorType(actual)) return new("error.type", type, ErrorType(actual));
            return RootType(expected) == RootType(actual) ? null : new("error.root_cause.type", RootType(expected), RootType(actual));
        }

        if (expected.Json is null && actual.Json is null) return expected.Text == actual.Text ? null : new("body", expected.Text, actual.Text);
        return Compare(expected.Json, actual.Json, "");
    }

    /// <summary>Whether the real server failed by a fault of its own code, which says nothing of what the right answer is.</summary>
    public static bool IsFault(WireReply reply) =>
        (reply.Status == 500 && Faults.Any(fault => reply.Text.Contains($"\"type\":\"{fault}\"", StringComparison.Ordinal)))
        || ((reply.Json as JsonObject)?["items"] is JsonArray items && items.Any(IsFaultOfItem));

    private static bool IsFaultOfItem(JsonNode? item) => item is JsonObject { Count: 1 } operation
        && operation.First().Value is JsonObject result
        && JsonEquality.Number(result["status"]) == 500
        && Faults.Contains(result["error"]?["type"]?.ToString());

    /// <summary>Whether the reply is a refusal: an error, of the request or of an item, that names a feature which this server does not have.</summary>
    public static bool IsRefusal(WireReply reply) => reply.Status is 200 or 400 && RefusalText().IsMatch(reply.Text);

    /// <summary>The feature that a refusal names.</summary>
    public static string RefusedFeature(WireReply reply) => OwnName().Replace(RefusalText().Match(reply.Text).Groups[1].Value, "*");

    private static string ErrorType(WireReply reply) => reply.ErrorNode switch
    {
        JsonObject error => error["caused_by"] is JsonObject cause && error["type"]?.ToString() == "search_phase_execution_exception"
            ? $"search_phase_execution_exception/{cause["type"]}"
            : error["type"]?.ToString() ?? "",
        JsonValue => "text",
        _ => "",
    };

    private static string RootType(WireReply reply) =>
        reply.ErrorNode is JsonObject error && error["root_cause"] is JsonArray { Count: > 0 } roots ? roots[0]?["type"]?.ToString() ?? "" : "";

    private static ReplyDifference? Compare(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected, actual)
        {
            case (JsonObject left, JsonObject right):
                return CompareMembers(left, right, path);
            case (JsonArray left, JsonArray right):
                return CompareItems(left, right, path);
            default:
                return Same(expected, actual, path) ? null : new(path, JsonEquality.Show(expected), JsonEquality.Show(actual));
        }
    }

    private static ReplyDifference? CompareMembers(JsonObject expected, JsonObject actual, string path)
    {
        // An item's or a response's own error: its type decides, the words may differ.
        if (path.EndsWith(".error", StringComparison.Ordinal))
        {
            var (left, right) = (expected["type"]?.ToString(), actual["type"]?.ToString());
            return left == right ? null : new($"{path}.type", left ?? "", right ?? "");
        }

        foreach (var (key, value) in expected)
        {
            // How many deleted documents a reader still holds is up to Lucene's merges.
            if (Private.Contains(key) || (key == "deleted" && path.EndsWith(".docs", StringComparison.Ordinal))) continue;
            if (!actual.TryGetPropertyValue(key, out var other)) return new($"{path}.{key}", JsonEquality.Show(value), "absent");
            if (key == "sort" && IsHitSortedByScore(expected, actual)) continue;
            if (Compare(value, other, $"{path}.{key}") is { } difference) return difference;
        }

        var extra = actual.FirstOrDefault(pair => !expected.ContainsKey(pair.Key) && !Private.Contains(pair.Key)).Key;
        return extra is null ? null : new($"{path}.{extra}", "absent", JsonEquality.Show(actual[extra]));
    }

    // A sort value that is the hit's score is as exact as a score.
    private static bool IsHitSortedByScore(JsonObject expected, JsonObject actual)
    {
        if (JsonEquality.Number(expected["_score"]) is not { } score || expected["sort"] is not JsonArray left || actual["sort"] is not JsonArray right || left.Count != right.Count) return false;
        return left.Zip(right).All(pair => JsonEquality.Number(pair.First) == score
            ? Compare(pair.First, pair.Second, "._score") is null
            : Compare(pair.First, pair.Second, ".sort.0") is null);
    }

    private static ReplyDifference? CompareItems(JsonArray expected, JsonArray actual, string path)
    {
        if (expected.Count != actual.Count) return new($"{path}.length", $"{expected.Count}", $"{actual.Count}");
        for (var i = 0; i < expected.Count; i++)
        {
            if (Compare(expected[i], actual[i], $"{path}.{i.ToString(CultureInfo.InvariantCulture)}") is { } difference) return difference;
        }

        return null;
    }

    private static bool Same(JsonNode? expected, JsonNode? actual, string path)
    {
        if (JsonEquality.Number(expected) is not { } left || JsonEquality.Number(actual) is not { } right)
        {
            return expected?.GetValueKind() == actual?.GetValueKind() && expected?.ToString() == actual?.ToString();
        }

        // The digits of a float are up to the version of Java: 9.9999998E10 before 19, 1.0E11 since.
        if ((path.Contains(".fields.", StringComparison.Ordinal) || path.Contains(".sort.", StringComparison.Ordinal)) && IsFloat(left) && (float)left == (float)right) return true;
        var isScore = path.EndsWith("_score", StringComparison.Ordinal)
            || (path.EndsWith(".value", StringComparison.Ordinal) && path.Contains("explanation", StringComparison.Ordinal));
        var tolerance = isScore ? ScoreTolerance : ValueTolerance;
        return Math.Abs(left - right) <= tolerance * Math.Max(Math.Abs(left), Math.Max(Math.Abs(right), isScore ? 1e-3 : 1e-6));
    }

    // A number of eight digits at most, as a float is written.
    private static bool IsFloat(double value) => value.ToString("E7", CultureInfo.InvariantCulture) is var text && double.Parse(text, CultureInfo.InvariantCulture) == value;

    // Index names and sequence numbers of this run, which would make every refusal one of its own.
    [GeneratedRegex("d[0-9a-f]{6}-[0-9]+|(?<=/)[0-9]+(?=\\])")]
    private static partial Regex OwnName();

    [GeneratedRegex("\"reason\":\"([^\"]{0,200}?) (?:is|are) not supported by this node")]
    private static partial Regex RefusalText();
}

/// <summary>A place where replies differ and what each server said there.</summary>
public sealed record ReplyDifference(string Path, string Expected, string Actual)
{
    /// <summary>The place with array positions and generated names taken out, to group by.</summary>
    public string Shape => string.Join('.', Path.Split('.').Select(part => part.All(char.IsAsciiDigit) && part.Length > 0 ? "#" : part));
}
