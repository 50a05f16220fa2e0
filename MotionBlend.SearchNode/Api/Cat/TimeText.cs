using System.Globalization;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary>Durations as cat shows them: <c>1.4s</c>, <c>3.2m</c>; bare numbers in a unit that is asked for.</summary>
internal static class TimeText
{
    private static readonly (string Suffix, double Nanoseconds)[] Units =
        [("d", 86_400e9), ("h", 3_600e9), ("m", 60e9), ("s", 1e9), ("ms", 1e6), ("micros", 1e3), ("nanos", 1)];

    public static string Of(TimeSpan time, string? unit)
    {
        var nanoseconds = time.TotalNanoseconds;
        foreach (var (suffix, size) in Units)
        {
            if (suffix == unit)
                return Math.Floor(nanoseconds / size).ToString("0", CultureInfo.InvariantCulture);
        }

        foreach (var (suffix, size) in Units)
        {
            if (nanoseconds >= size)
                return (Math.Floor(nanoseconds / size * 10) / 10).ToString("0.#", CultureInfo.InvariantCulture) + suffix;
        }

        return "0s";
    }
}
