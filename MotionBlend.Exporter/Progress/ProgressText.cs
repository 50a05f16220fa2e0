using System.Globalization;

namespace MotionBlend.Exporter.Progress;

/// <summary>Numbers of a run as people read them.</summary>
internal static class ProgressText
{
    /// <summary>A count with thousands separators.</summary>
    public static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A time in UTC, to the second.</summary>
    public static string Time(DateTimeOffset? value) => string.Create(CultureInfo.InvariantCulture, $"{value?.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");

    /// <summary>A duration: <c>0.4 s</c>, <c>12 s</c>, <c>3:20 min</c> or <c>2:05 h</c>.</summary>
    public static string Duration(TimeSpan value) => value.TotalSeconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0.0} s"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0} s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)value.TotalMinutes}:{value.Seconds:00} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)value.TotalHours}:{value.Minutes:00} h"),
    };

    /// <summary>Rate and size: <c>48,200 rows/s, 41.3 MB/s</c>.</summary>
    public static string Rate(ProgressSnapshot snapshot) => string.Create(CultureInfo.InvariantCulture,
        $"{Count(snapshot.RowsPerSecond)} rows/s, {snapshot.MegabytesPerSecond:0.0} MB/s");

    /// <summary>One line that says all: phase, rows, rate, what went wrong, time left.</summary>
    public static string Line(ProgressSnapshot snapshot)
    {
        var parts = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"{snapshot.Phase}: {snapshot.Fraction * 100:0} %"),
            $"{Count(snapshot.Rows)} rows",
            Rate(snapshot),
            $"{snapshot.InFlight} in flight",
        };
        if (snapshot.Counts.DeadLettered > 0)
        {
            parts.Add($"{Count(snapshot.Counts.DeadLettered)} rejected");
        }

        if (snapshot.Retries > 0)
        {
            parts.Add($"{Count(snapshot.Retries)} retries");
        }

        if (snapshot.Lag is { } lag)
        {
            parts.Add($"newest row {Duration(lag)} old");
        }

        if (snapshot.Remaining is { } remaining)
        {
            parts.Add($"{Duration(remaining)} left");
        }

        return string.Join(", ", parts);
    }
}
