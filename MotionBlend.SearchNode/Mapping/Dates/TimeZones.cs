using System.Globalization;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Mapping.Dates;

/// <summary>Time zones as requests name them: <c>Europe/Berlin</c>, <c>UTC</c>, <c>Z</c>, <c>+02:00</c>.</summary>
internal static class TimeZones
{
    private const int MaxHours = 18;

    /// <summary>The zone of this name.</summary>
    /// <exception cref="FailureException">There is none.</exception>
    public static TimeZoneInfo Find(string id)
    {
        if (id is "Z" or "UTC" or "GMT")
            return TimeZoneInfo.Utc;
        if (id.Length > 1 && id[0] is '+' or '-' && TryOffset(id, out var offset))
            return TimeZoneInfo.CreateCustomTimeZone(id, offset, id, id);
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : throw Failure.IllegalArgument($"failed to parse time zone [{id}]: unknown time-zone ID").Raise();
    }

    /// <summary>The zone of a parameter: a name, or a number of hours.</summary>
    /// <exception cref="FailureException">There is none.</exception>
    public static TimeZoneInfo Of(JsonValue value)
    {
        if (value.Kind != JsonKind.Number)
            return Find(value.Text);
        var hours = value.AsInt();
        if (Math.Abs(hours) > MaxHours)
            throw Failure.IllegalArgument($"Zone offset hours not in valid range: value {hours} is not in the range -18 to 18").Raise();
        return hours == 0 ? TimeZoneInfo.Utc : Find(hours.ToString("+00;-00", CultureInfo.InvariantCulture) + ":00");
    }

    /// <summary>Offset of a wall clock time; in a gap the later offset, in an overlap the earlier one holds, as in Java.</summary>
    public static TimeSpan OffsetOfLocal(TimeZoneInfo zone, DateTime local) => zone.IsInvalidTime(local)
        ? zone.GetUtcOffset(local.AddDays(-1))
        : zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);

    /// <summary>Wall clock of a moment.</summary>
    public static DateTime ToLocal(TimeZoneInfo zone, long millis) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.UnixEpoch.AddMilliseconds(millis), zone);

    /// <summary>Moment of a wall clock time.</summary>
    public static long ToMillis(TimeZoneInfo zone, DateTime local) =>
        (local.Ticks - DateTime.UnixEpoch.Ticks - OffsetOfLocal(zone, DateTime.SpecifyKind(local, DateTimeKind.Unspecified)).Ticks)
        / TimeSpan.TicksPerMillisecond;

    /// <summary>Parses <c>+02</c>, <c>+0200</c> or <c>+02:00</c>.</summary>
    public static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        var digits = text[1..].ToString().Replace(":", "", StringComparison.Ordinal);
        if (digits.Length is not (1 or 2 or 4) || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        var (hours, minutes) = digits.Length == 4 ? (number / 100, number % 100) : (number, 0);
        if (hours > 18 || minutes > 59)
            return false;
        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }
}
