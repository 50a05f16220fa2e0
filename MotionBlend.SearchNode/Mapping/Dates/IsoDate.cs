using System.Globalization;

namespace MotionBlend.SearchNode.Mapping.Dates;

/// <summary>The <c>strict_date_optional_time</c> format: <c>yyyy[-MM[-dd['T'HH[:mm[:ss[.S…]]][zone]]]]</c>.</summary>
internal static class IsoDate
{
    public static bool TryParse(ReadOnlySpan<char> text, out PartialDate date)
    {
        date = default;
        var at = 0;
        if (!Digits(text, ref at, 4, out var year) || year < 1)
            return false;
        int month = 1, day = 1;
        if (Next(text, ref at, '-') && (!Digits(text, ref at, 2, out month) || month is < 1 or > 12))
            return false;
        if (at > 4 && Next(text, ref at, '-') && (!Digits(text, ref at, 2, out day) || day < 1 || day > DateTime.DaysInMonth(year, month)))
            return false;
        var whole = new DateOnly(year, month, day);
        if (at == text.Length)
        {
            date = new PartialDate(whole);
            return true;
        }

        return at == 10 && Next(text, ref at, 'T') && TryTime(text, at, whole, out date);
    }

    private static bool TryTime(ReadOnlySpan<char> text, int at, DateOnly day, out PartialDate date)
    {
        date = default;
        int? hour = null, minute = null, second = null, millis = null;
        if (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            if (!Part(text, ref at, 23, out hour))
                return false;
            if (Next(text, ref at, ':') && !Part(text, ref at, 59, out minute))
                return false;
            if (minute is not null && Next(text, ref at, ':') && !Part(text, ref at, 59, out second))
                return false;
            if (second is not null && at < text.Length && text[at] is '.' or ',' && !Fraction(text, ref at, out millis))
                return false;
        }

        if (at == text.Length)
        {
            date = new PartialDate(day, hour, minute, second, millis);
            return true;
        }

        TimeSpan offset;
        if (text[at..] is "Z")
            offset = TimeSpan.Zero;
        else if (text[at] is not ('+' or '-') || !TimeZones.TryOffset(text[at..], out offset))
            return false;
        date = new PartialDate(day, hour, minute, second, millis, offset);
        return true;
    }

    private static bool Fraction(ReadOnlySpan<char> text, ref int at, out int? millis)
    {
        millis = null;
        var start = ++at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        var length = at - start;
        if (length is 0 or > 9)
            return false;
        // What is finer than a millisecond is cut off.
        var digits = text.Slice(start, Math.Min(3, length)).ToString().PadRight(3, '0');
        millis = int.Parse(digits, CultureInfo.InvariantCulture);
        return true;
    }

    private static bool Part(ReadOnlySpan<char> text, ref int at, int most, out int? value)
    {
        var parsed = Digits(text, ref at, 2, out var number) && number <= most;
        value = number;
        return parsed;
    }

    private static bool Next(ReadOnlySpan<char> text, ref int at, char expected)
    {
        if (at >= text.Length || text[at] != expected)
            return false;
        at++;
        return true;
    }

    private static bool Digits(ReadOnlySpan<char> text, ref int at, int count, out int number)
    {
        number = 0;
        if (at + count > text.Length)
            return false;
        for (var end = at + count; at < end; at++)
        {
            if (!char.IsAsciiDigit(text[at]))
                return false;
            number = (number * 10) + (text[at] - '0');
        }

        return true;
    }
}
