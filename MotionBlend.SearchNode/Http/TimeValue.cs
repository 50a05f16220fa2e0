using System.Globalization;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Http;

/// <summary>Elasticsearch's time values: <c>30s</c>, <c>5m</c>, <c>-1</c> for none.</summary>
internal static class TimeValue
{
    // Longest unit first where one ends like another: "ms" before "s".
    private static readonly (string Suffix, double Milliseconds)[] Units =
        [("nanos", 1e-6), ("micros", 1e-3), ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    /// <summary>Parses a time value; <see cref="Timeout.InfiniteTimeSpan"/> for <c>-1</c>.</summary>
    /// <exception cref="FailureException">The unit is missing or unknown.</exception>
    public static TimeSpan Parse(string text, string setting)
    {
        var trimmed = text.Trim();
        if (trimmed == "-1")
            return Timeout.InfiniteTimeSpan;
        if (trimmed == "0")
            return TimeSpan.Zero;
        foreach (var (suffix, milliseconds) in Units)
        {
            if (!trimmed.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                continue;
            var number = trimmed[..^suffix.Length].Trim();
            if (double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
                return TimeSpan.FromMilliseconds(value * milliseconds);
            throw Failure.IllegalArgument($"failed to parse setting [{setting}] with value [{text}] as a time value").Raise();
        }

        throw Failure.IllegalArgument(
            $"failed to parse setting [{setting}] with value [{text}] as a time value: unit is missing or unrecognized").Raise();
    }

    /// <summary>A time as Elasticsearch prints it: in the largest unit that it fills, with one decimal at most.</summary>
    public static string Text(TimeSpan time)
    {
        foreach (var (suffix, milliseconds) in Units.Reverse())
        {
            var value = time.TotalMilliseconds / milliseconds;
            if (value >= 1)
                return Math.Truncate(value * 10).ToString(CultureInfo.InvariantCulture) is var tenths && tenths.EndsWith('0')
                    ? tenths[..^1] + suffix
                    : (Math.Truncate(value * 10) / 10).ToString(CultureInfo.InvariantCulture) + suffix;
        }

        return "0s";
    }
}
