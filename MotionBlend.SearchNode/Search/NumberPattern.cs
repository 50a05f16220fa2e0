using System.Globalization;
using MotionBlend.SearchNode.Mapping;

namespace MotionBlend.SearchNode.Search;

/// <summary>Java's decimal patterns as far as .NET writes the same: digits, optional digits, a point and grouping.</summary>
internal static class NumberPattern
{
    /// <summary>Whether the pattern is one of those, for a field of numbers.</summary>
    public static bool IsKnown(string pattern, FieldFamily family) =>
        family is FieldFamily.Integer or FieldFamily.Float && pattern.Length > 0 && pattern.All(c => c is '0' or '#' or '.' or ',');

    /// <summary>A number in a pattern; halves are rounded to even.</summary>
    public static string Write(double number, string pattern) =>
        (Math.Abs(number) < 1e15 ? (double)Math.Round((decimal)number, Decimals(pattern), MidpointRounding.ToEven) : number).ToString(pattern, CultureInfo.InvariantCulture);

    /// <summary>A whole number in a pattern.</summary>
    public static string Write(long number, string pattern) => number.ToString(pattern, CultureInfo.InvariantCulture);

    private static int Decimals(string pattern) => pattern.IndexOf('.', StringComparison.Ordinal) is var point and >= 0 ? pattern.Length - point - 1 : 0;
}
