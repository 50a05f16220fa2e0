using System.Globalization;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Mapping.Dates;

/// <summary>
/// Date expressions: an anchor (<c>now</c>, or a date before <c>||</c>), then <c>+1d</c>, <c>-2h</c> and roundings
/// <c>/M</c>. Units y M w d h H m s; a week starts on Monday.
/// </summary>
internal static class DateMath
{
    /// <summary>The moment an expression means, in milliseconds since 1970.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="format">Format of the anchor.</param>
    /// <param name="zone">Zone of dates that name none, and of roundings.</param>
    /// <param name="roundUp">Whether roundings and dates that are not whole go to their last millisecond.</param>
    /// <param name="now">What <c>now</c> is.</param>
    /// <exception cref="FailureException">The expression cannot be read.</exception>
    public static long Parse(string text, DateFormat format, TimeZoneInfo? zone, bool roundUp, long now)
    {
        if (text.StartsWith("now", StringComparison.Ordinal))
            return Apply(text, 3, now, zone, roundUp);
        var bars = text.IndexOf("||", StringComparison.Ordinal);
        if (bars < 0)
            return Anchor(text, format).ToMillis(roundUp, zone);
        return Apply(text, bars + 2, Anchor(text[..bars], format).ToMillis(roundUp: false, zone), zone, roundUp);
    }

    private static PartialDate Anchor(string text, DateFormat format)
    {
        if (format.TryParse(text, out var date))
            return date;
        var reason = $"failed to parse date field [{text}] with format [{format.Pattern}]";
        throw new Failure(FailureKind.Parse, $"{reason}: [{reason}]") { CausedBy = DateFormat.Unparsable(text, format) }.Raise();
    }

    private static long Apply(string text, int at, long millis, TimeZoneInfo? zone, bool roundUp)
    {
        var moment = FarDate.Of(millis, zone);
        while (at < text.Length)
        {
            var operation = text[at++];
            if (operation is not ('+' or '-' or '/'))
                throw new Failure(FailureKind.Parse, $"operator not supported for date math [{text}]").Raise();
            var start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
            var count = at == start ? 1 : Count(text[start..at]);
            if (at >= text.Length)
                throw new Failure(FailureKind.Parse, $"truncated date math [{text}]").Raise();
            if (operation == '/' && count != 1)
                throw new Failure(FailureKind.Parse, $"rounding `/` can only be used on single unit types [{text}]").Raise();
            var unit = text[at++];
            moment = operation == '/'
                ? moment with { Near = Round(moment.Near, unit, roundUp, text) }
                : moment.Add(operation == '-' ? -count : count, InCycle(unit, text), (near, few) => Add(near, unit, few, text));
        }

        return moment.ToMillis(zone) ?? throw new Failure(FailureKind.IllegalArgument, $"date math [{text}] leads beyond all dates").Raise();
    }

    private static int Count(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        ? count
        : throw new Failure(FailureKind.NumberFormat, $"For input string: \"{digits}\"").Raise();

    // How many of a unit are in the 400 years after which the calendar repeats.
    private static long InCycle(char unit, string text) => unit switch
    {
        'y' => FarDate.CycleYears,
        'M' => FarDate.CycleYears * 12,
        'w' => FarDate.CycleDays / 7,
        'd' => FarDate.CycleDays,
        'h' or 'H' => FarDate.CycleDays * 24,
        'm' => FarDate.CycleDays * 24 * 60,
        's' => FarDate.CycleDays * 24 * 60 * 60,
        _ => throw Unknown(unit, text).Raise(),
    };

    private static DateTime Add(DateTime local, char unit, int count, string text) => unit switch
    {
        'y' => local.AddYears(count),
        'M' => local.AddMonths(count),
        'w' => local.AddDays(7 * count),
        'd' => local.AddDays(count),
        'h' or 'H' => local.AddHours(count),
        'm' => local.AddMinutes(count),
        's' => local.AddSeconds(count),
        _ => throw Unknown(unit, text).Raise(),
    };

    private static DateTime Round(DateTime local, char unit, bool roundUp, string text)
    {
        var floor = unit switch
        {
            'y' => new DateTime(local.Year, 1, 1),
            'M' => new DateTime(local.Year, local.Month, 1),
            'w' => local.Date.AddDays(-(((int)local.DayOfWeek + 6) % 7)),
            'd' => local.Date,
            'h' or 'H' => local.Date.AddHours(local.Hour),
            'm' => local.Date.AddHours(local.Hour).AddMinutes(local.Minute),
            's' => local.Date.AddHours(local.Hour).AddMinutes(local.Minute).AddSeconds(local.Second),
            _ => throw Unknown(unit, text).Raise(),
        };
        return roundUp ? Add(floor, unit, 1, text).AddMilliseconds(-1) : floor;
    }

    private static Failure Unknown(char unit, string text) =>
        new(FailureKind.Parse, $"unit [{unit}] not supported for date math [{text}]");
}
