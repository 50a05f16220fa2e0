namespace MotionBlend.SearchNode.Mapping.Dates;

/// <summary>
/// A date as far as it was written. A missing month or day is the first; a missing part of the time of day is the
/// earliest, or the latest where a query rounds up.
/// </summary>
internal readonly record struct PartialDate
{
    private PartialDate(long instant)
    {
        Instant = instant;
        Day = default;
    }

    public PartialDate(DateOnly day, int? hour = null, int? minute = null, int? second = null, int? millisecond = null, TimeSpan? offset = null)
    {
        Day = day;
        Hour = hour;
        Minute = minute;
        Second = second;
        Millisecond = millisecond;
        Offset = offset;
    }

    /// <summary>The date at its earliest, in UTC milliseconds since 1970.</summary>
    public long Millis => ToMillis(roundUp: false, zone: null);

    private long? Instant { get; }

    private DateOnly Day { get; }

    private int? Hour { get; }

    private int? Minute { get; }

    private int? Second { get; }

    private int? Millisecond { get; }

    private TimeSpan? Offset { get; }

    /// <summary>A date given as milliseconds since 1970.</summary>
    public static PartialDate Of(long millis) => new(millis);

    /// <summary>The moment, in milliseconds since 1970.</summary>
    /// <param name="roundUp">Whether missing parts of the time of day are the latest.</param>
    /// <param name="zone">Zone of a date that names none; UTC when null.</param>
    public long ToMillis(bool roundUp, TimeZoneInfo? zone)
    {
        if (Instant is { } instant)
            return instant;
        var time = new TimeOnly(
            Hour ?? (roundUp ? 23 : 0),
            Minute ?? (roundUp ? 59 : 0),
            Second ?? (roundUp ? 59 : 0),
            Millisecond ?? (roundUp ? 999 : 0));
        var local = Day.ToDateTime(time, DateTimeKind.Unspecified);
        var offset = Offset ?? (zone is null ? TimeSpan.Zero : TimeZones.OffsetOfLocal(zone, local));
        return (local.Ticks - DateTime.UnixEpoch.Ticks - offset.Ticks) / TimeSpan.TicksPerMillisecond;
    }
}
