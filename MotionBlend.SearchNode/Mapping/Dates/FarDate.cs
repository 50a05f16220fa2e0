using System.Globalization;

namespace MotionBlend.SearchNode.Mapping.Dates;

/// <summary>
/// A date that may be beyond the years 1 to 9999, as a sum of dates easily is: the Gregorian calendar repeats every 400 years, so it is a
/// near date with so many cycles put back.
/// </summary>
/// <param name="Cycles">Cycles of 400 years between the near date and this one.</param>
/// <param name="Near">The near date, on the wall clock of a zone.</param>
internal readonly record struct FarDate(long Cycles, DateTime Near)
{
    public const long CycleYears = 400;
    public const long CycleDays = 146_097;

    private const long CycleMillis = CycleDays * 86_400_000;
    private const int FirstNear = 1600;

    /// <summary>A moment on the wall clock of a zone (UTC when null).</summary>
    public static FarDate Of(long millis, TimeZoneInfo? zone)
    {
        var cycles = Math.DivRem(millis, CycleMillis, out var near);
        return new FarDate(cycles, TimeZones.ToLocal(zone ?? TimeZoneInfo.Utc, near));
    }

    /// <summary>A text with the year of a moment, made from that of a near one; years of more than four digits have a sign.</summary>
    /// <param name="millis">The moment.</param>
    /// <param name="write">Writes a near moment.</param>
    /// <param name="zone">Zone of the text; UTC when null.</param>
    /// <param name="ofEra">Whether years before the first are counted backwards, as the letter <c>y</c> has it.</param>
    public static string Write(long millis, Func<long, string> write, TimeZoneInfo? zone, bool ofEra)
    {
        var date = Of(millis, zone);
        var year = date.Near.Year + (date.Cycles * CycleYears);
        if (ofEra && year < 1)
            year = 1 - year;
        var text = write(millis % CycleMillis);
        var at = text.IndexOf(date.Near.Year.ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var digits = year.ToString(year > 9999 ? "+0" : "0000;-0000", CultureInfo.InvariantCulture);
        return at < 0 ? text : $"{text[..at]}{digits}{text[(at + 4)..]}";
    }

    /// <summary>This date and so many units more.</summary>
    /// <param name="count">How many.</param>
    /// <param name="inCycle">How many are in a cycle.</param>
    /// <param name="add">Adds less than a cycle of them to a near date.</param>
    public FarDate Add(long count, long inCycle, Func<DateTime, int, DateTime> add)
    {
        var (cycles, near) = (Cycles + (count / inCycle), add(Near, (int)(count % inCycle)));
        return near.Year switch
        {
            < FirstNear => new FarDate(cycles - 1, near.AddYears((int)CycleYears)),
            >= FirstNear + (2 * (int)CycleYears) => new FarDate(cycles + 1, near.AddYears(-(int)CycleYears)),
            _ => new FarDate(cycles, near),
        };
    }

    /// <summary>The moment in milliseconds since 1970; null beyond what can be counted so.</summary>
    public long? ToMillis(TimeZoneInfo? zone) => Math.Abs(Cycles) < long.MaxValue / CycleMillis
        ? (Cycles * CycleMillis) + TimeZones.ToMillis(zone ?? TimeZoneInfo.Utc, Near)
        : null;
}
