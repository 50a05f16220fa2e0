using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MotionBlend.Conformance.Tests.Wire;

namespace MotionBlend.Conformance.Tests.Yaml;

/// <summary>The handful of Python expressions over <c>val</c> in which the scenarios state what a pattern cannot.</summary>
public static partial class PythonExpectation
{
    /// <exception cref="YamlTestException">The expression is of none of the known forms.</exception>
    public static bool Holds(string expression, JsonNode? value)
    {
        if (LengthForm().Match(expression) is { Success: true } length) return Compare(Length(value), length.Groups[1].Value, Number(length.Groups[2]));
        if (ContainsForm().Match(expression) is { Success: true } contains)
        {
            return Contains(value, contains.Groups[2].Value) != contains.Groups[1].Success;
        }

        if (StartsForm().Match(expression) is { Success: true } starts) return value!.ToString().StartsWith(starts.Groups[1].Value, StringComparison.Ordinal);
        if (DistanceForm().Match(expression) is { Success: true } distance)
        {
            return Math.Abs(JsonEquality.Number(value)!.Value - Number(distance.Groups[1])) < Number(distance.Groups[2]);
        }

        if (NumberForm().Match(expression) is { Success: true } number)
        {
            return JsonEquality.Number(value) is { } actual && Compare(actual, number.Groups[1].Value, Number(number.Groups[2]));
        }

        return TextForm().Match(expression) is { Success: true } text
            ? value?.ToString() != text.Groups[1].Value
            : throw new YamlTestException($"expression [{expression}] is not known to this runner");
    }

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    private static double Length(JsonNode? value) => value switch
    {
        JsonArray items => items.Count,
        JsonObject members => members.Count,
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.ToString().Length,
        _ => throw new YamlTestException($"{JsonEquality.Show(value)} has no length"),
    };

    private static bool Contains(JsonNode? value, string part) => value switch
    {
        JsonObject members => members.ContainsKey(part),
        JsonArray items => items.Any(item => item?.ToString() == part),
        _ => value?.ToString().Contains(part, StringComparison.Ordinal) ?? false,
    };

    private static bool Compare(double left, string sign, double right) => sign switch
    {
        "==" => left == right,
        "!=" => left != right,
        ">" => left > right,
        ">=" => left >= right,
        "<" => left < right,
        _ => left <= right,
    };

    [GeneratedRegex(@"^len\(val\) *([=!<>]=?) *(\d+)$")]
    private static partial Regex LengthForm();

    [GeneratedRegex(@"^(not )?'([^']*)' in val$")]
    private static partial Regex ContainsForm();

    [GeneratedRegex(@"^val\.startswith\('([^']*)'\)$")]
    private static partial Regex StartsForm();

    [GeneratedRegex(@"^abs\(val - ([\d.]+)\) < ([\d.]+)$")]
    private static partial Regex DistanceForm();

    [GeneratedRegex(@"^val *([=!<>]=?) *([\d.]+)$")]
    private static partial Regex NumberForm();

    [GeneratedRegex("^val != '([^']*)'$")]
    private static partial Regex TextForm();
}
