using System.Globalization;
using System.Text;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>A number pattern of Java's DecimalFormat: <c>0 # , . % E</c> with text around; halves round to even.</summary>
internal sealed class NumberFormat
{
    private readonly string _prefix;
    private readonly string _digits;
    private readonly string _suffix;

    public NumberFormat(string pattern)
    {
        var start = pattern.IndexOfAny(['0', '#', '.', ',']);
        var end = pattern.LastIndexOfAny(['0', '#', '.', ',']) + 1;
        _prefix = Unquote(start < 0 ? pattern : pattern[..start]);
        _digits = start < 0 ? "0" : pattern[start..end];
        _suffix = Unquote(start < 0 ? "" : pattern[end..]);
    }

    public string Text(double value)
    {
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "-∞";
        var number = _suffix.Contains('%', StringComparison.Ordinal) ? value * 100 : value;
        var point = _digits.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 || _digits.Contains('E', StringComparison.Ordinal) ? 0 : _digits.Length - point - 1;
        if (!_digits.Contains('E', StringComparison.Ordinal) && decimals <= 15)
            number = Math.Round(number, decimals, MidpointRounding.ToEven);
        var text = number.ToString(_digits.Replace("E0", "E+0", StringComparison.Ordinal), CultureInfo.InvariantCulture).Replace("E+", "E", StringComparison.Ordinal);
        if (text.Length == 0)
            text = "0";
        return text[0] == '-' ? $"-{_prefix}{text[1..]}{_suffix}" : $"{_prefix}{text}{_suffix}";
    }

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
