using System.Globalization;

namespace MotionBlend.Domain.Search;

/// <summary>
/// A range of numbers as it stands in an address: <c>0.4..0.5</c> (both included), <c>0.4..&lt;0.5</c> (end excluded, as the
/// bars of a histogram are), <c>0.4..</c>, <c>..0.5</c>. Bounds are finite also as 32-bit floats, at which the index compares.
/// </summary>
/// <param name="From">Lowest value, included; null for none.</param>
/// <param name="To">Highest value; null for none.</param>
/// <param name="ExcludesTo">True when <paramref name="To"/> itself is outside.</param>
public readonly record struct NumberRange(double? From, double? To, bool ExcludesTo = false)
{
    private const string Separator = "..";

    /// <summary>Reads a range; false when <paramref name="text"/> is none, has no bound, or its bounds are the wrong way round.</summary>
    public static bool TryParse(string text, out NumberRange range)
    {
        range = default;
        var at = text.IndexOf(Separator, StringComparison.Ordinal);
        if (at < 0)
        {
            return false;
        }

        var upper = text.AsSpan(at + Separator.Length);
        var excludes = upper.StartsWith("<");
        if (excludes)
        {
            upper = upper[1..];
        }

        if (!TryBound(text.AsSpan(0, at), out var from) || !TryBound(upper, out var to)
            || (from is null && to is null) || from > to || (excludes && to is null))
        {
            return false;
        }

        range = new NumberRange(from, to, excludes);
        return true;
    }

    /// <summary>The range as <see cref="TryParse"/> reads it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{From:R}{Separator}{(ExcludesTo ? "<" : "")}{To:R}");

    private static bool TryBound(ReadOnlySpan<char> text, out double? bound)
    {
        bound = null;
        if (text.IsEmpty)
        {
            return true;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !float.IsFinite((float)value))
        {
            return false;
        }

        bound = value;
        return true;
    }
}
