using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>A number pattern of Java's DecimalFormat: <c>0 # , . % E</c> with text around; halves round to even.</summary>
internal sealed partial class NumberFormat
{
    private const string AllDigits = "#,#.####################";
    private const double LargestDecimal = 7e27;
    private const double LargestExact = 1e15;
    private const int MostExact = 12;

    private readonly string _prefix;
    private readonly string _digits;
    private readonly string _suffix;

    public NumberFormat(string pattern)
    {
        var start = pattern.IndexOfAny(['0', '#', '.', ',']);
        var end = pattern.LastIndexOfAny(['0', '#', '.', ',']) + 1;
        // Without a pattern all digits are shown.
        if (pattern.Length == 0)
            (start, end, pattern) = (0, AllDigits.Length, AllDigits);
        _prefix = Unquote(start < 0 ? pattern : pattern[..start]);
        _digits = start < 0 ? "0" : pattern[start..end];
        _suffix = Unquote(start < 0 ? "" : pattern[end..]);
    }

    /// <summary>The number that a text begins with, as Java reads it by the pattern; null where it begins with none.</summary>
    public double? Read(string text)
    {
        if (!text.StartsWith(_prefix, StringComparison.Ordinal))
            return null;
        var found = Number().Match(text[_prefix.Length..]);
        return found.Success ? double.Parse(found.Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) : null;
    }

    public string Text(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
        // As in Java, what rounds to nothing from below keeps its sign.
        var isNegative = double.IsNegative(value);
        var number = Math.Abs(_suffix.Contains('%', StringComparison.Ordinal) ? value * 100 : value);
        var point = _digits.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 || _digits.Contains('E', StringComparison.Ordinal) ? 0 : _digits.Length - point - 1;
        // The double is rounded as it is, and not the short decimal that it is written as: 0.695 is a little less than that.
        if (!_digits.Contains('E', StringComparison.Ordinal) && decimals <= MostExact && number < LargestExact)
            number = Rounded(number, decimals);
        // All digits of a double are shown, of which .NET writes only 15 by a pattern.
        IFormattable shown = number < LargestDecimal
            ? decimal.Parse(number.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture)
            : number;
        var text = shown.ToString(_digits.Replace("E0", "E+0", StringComparison.Ordinal), CultureInfo.InvariantCulture).Replace("E+", "E", StringComparison.Ordinal);
        if (text.Length == 0)
            text = "0";
        return $"{(isNegative ? "-" : "")}{_prefix}{text}{_suffix}";
    }

    private static double Rounded(double number, int decimals)
    {
        // .NET writes any number of decimals of a double exactly; below the 60th there are some only next to zero.
        var digits = number.ToString("F60", CultureInfo.InvariantCulture);
        var cut = digits.IndexOf('.', StringComparison.Ordinal) + decimals + 1;
        var kept = decimal.Parse(digits.AsSpan(0, cut), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        var rest = digits.AsSpan(cut);
        var isHalf = rest[0] == '5' && rest[1..].TrimStart('0').IsEmpty;
        var unit = new decimal(1, 0, 0, isNegative: false, (byte)decimals);
        var isOdd = (digits[decimals == 0 ? cut - 2 : cut - 1] - '0') % 2 != 0;
        if (isHalf ? isOdd : rest[0] >= '5')
            kept += unit;
        return (double)kept;
    }

    [GeneratedRegex(@"^-?([0-9][0-9,]*(\.[0-9]*)?|\.[0-9]+)(E-?[0-9]+)?")]
    private static partial Regex Number();

    private static string Unquote(string text)
    {
        var plain = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\'')
                plain.Append(text[i]);
            else if (i + 1 < text.Length && text[i + 1] == '\'')
                plain.Append(text[i++]);
        }

        return plain.ToString();
    }
}
