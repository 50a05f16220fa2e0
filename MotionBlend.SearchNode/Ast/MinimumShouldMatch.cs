using System.Globalization;
using System.Text.RegularExpressions;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Ast;

/// <summary>The <c>minimum_should_match</c> grammar: <c>2</c>, <c>-1</c>, <c>75%</c>, <c>-25%</c>, <c>3&lt;90%</c>, <c>2&lt;-25% 9&lt;-3</c>.</summary>
internal static partial class MinimumShouldMatch
{
    /// <summary>How many of a number of clauses must match; null when nothing is specified.</summary>
    /// <exception cref="FailureException">The specification cannot be read.</exception>
    public static int? Resolve(string? specification, int clauses)
    {
        if (specification is null)
            return null;
        var text = AroundLessThan().Replace(specification.Trim(), "<");
        if (!text.Contains('<', StringComparison.Ordinal))
            return Simple(text, clauses);
        // Conditions are tried from the left; each holds for more clauses than its number, and none holding means all.
        var result = clauses;
        foreach (var condition in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = condition.Split('<');
            if (clauses <= Number(parts[0], specification))
                return result;
            result = Simple(parts[^1], clauses);
        }

        return result;
    }

    [GeneratedRegex(@"\s*<\s*")]
    private static partial Regex AroundLessThan();

    private static int Simple(string text, int clauses)
    {
        if (!text.EndsWith('%'))
        {
            var number = Number(text, text);
            return Math.Max(0, number < 0 ? clauses + number : number);
        }

        var percent = Number(text[..^1], text);
        var share = clauses * percent * (1 / 100f);
        return Math.Max(0, share < 0 ? clauses + (int)share : (int)share);
    }

    private static int Number(string text, string specification) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new Failure(FailureKind.NumberFormat, $"For input string: \"{specification}\"").Raise();
}
