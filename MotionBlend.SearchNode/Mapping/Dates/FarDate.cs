using System.Globalization;

namespace MotionBlend.SearchNode.Mapping.Dates;

/// <summary>
/// Dates beyond the years 1 to 9999, which a sum of dates easily is: the Gregorian calendar repeats every 400 years, so
/// the date is that of a near year with the years put back.
/// </summary>
internal static class FarDate
{
    private const long CycleYears = 400;
    private const long CycleMillis = 146_097L * 86_400_000L;

    /// <summary>ISO text in UTC; years of more than four digits have a sign.</summary>
    public static string Write(long millis)
    {
        var cycles = Math.DivRem(millis, CycleMillis, out var rest);
        var near = DateTime.UnixEpoch.AddMilliseconds(rest);
        var year = near.Year + (cycles * CycleYears);
        var text = year > 9999 ? "+" + year.ToString(CultureInfo.InvariantCulture) : year.ToString("0000", CultureInfo.InvariantCulture);
        return text + near.ToString("-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }
}
