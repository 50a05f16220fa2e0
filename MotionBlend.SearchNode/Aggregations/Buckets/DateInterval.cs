using System.Globalization;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Mapping.Dates;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>The width of date histogram buckets: a unit of the calendar, or a number of milliseconds.</summary>
/// <param name="Unit">Name of the calendar unit; null for a fixed width.</param>
/// <param name="Millis">Milliseconds of a fixed width.</param>
internal readonly record struct DateInterval(string? Unit, long Millis)
{
    private static readonly (string Suffix, long Millis)[] FixedUnits =
        [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    /// <summary>A calendar unit by its name or short form.</summary>
    /// <exception cref="FailureException">It is none, or a multiple of one.</exception>
    public static DateInterval Calendar(string text) => new(
        text switch
        {
            "minute" or "1m" => "minute",
            "hour" or "1h" => "hour",
            "day" or "1d" => "day",
            "week" or "1w" => "week",
            "month" or "1M" => "month",
            "quarter" or "1q" => "quarter",
            "year" or "1y" => "year",
            _ => throw Failure.IllegalArgument($"The supplied interval [{text}] could not be parsed as a calendar interval.").Raise(),
        },
        0);

    /// <summary>A fixed width, e.g. <c>90m</c>.</summary>
    /// <exception cref="FailureException">The unit is missing or unknown.</exception>
    public static DateInterval Fixed(string text)
    {
        foreach (var (suffix, millis) in FixedUnits)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && long.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count > 0)
            {
                return new DateInterval(null, count * millis);
            }
        }

        throw Failure.IllegalArgument(
            $"failed to parse setting [date_histogram.fixedInterval] with value [{text}] as a time value: unit is missing or unrecognized").Raise();
    }

    /// <summary>The start of the next bucket.</summary>
    public long Next(long start, TimeZoneInfo zone)
    {
        var local = TimeZones.ToLocal(zone, start);
        var next = Unit switch
        {
            null => local.AddMilliseconds(Millis),
            "minute" => local.AddMinutes(1),
            "hour" => local.AddHours(1),
            "day" => local.AddDays(1),
            "week" => local.AddDays(7),
            "month" => local.AddMonths(1),
            "quarter" => local.AddMonths(3),
            _ => local.AddYears(1),
        };
        // Below an hour, time goes on through a change of the clocks.
        return Unit is "minute" or "hour" || (Unit is null && Millis <= 3_600_000)
            ? start + (Unit switch { "minute" => 60_000, "hour" => 3_600_000, _ => Millis })
            : TimeZones.ToMillis(zone, next);
    }
}
