namespace MotionBlend.Exporter.Export;

/// <summary>A range of versions, which are <c>updated_at</c> in microseconds since 1970.</summary>
/// <param name="From">First version in it.</param>
/// <param name="Before">First version behind it.</param>
internal readonly record struct VersionRange(long From, long Before)
{
    /// <summary>Every version.</summary>
    public static VersionRange Everything { get; } = new(long.MinValue, long.MaxValue);

    /// <summary>The versions between two times; null for no bound.</summary>
    public static VersionRange Of(DateTimeOffset? from, DateTimeOffset? before) =>
        new(from is { } start ? Micros(start) : long.MinValue, before is { } end ? Micros(end) : long.MaxValue);

    /// <summary>True when the range holds a version.</summary>
    public bool Contains(long version) => version >= From && version < Before;

    private static long Micros(DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
