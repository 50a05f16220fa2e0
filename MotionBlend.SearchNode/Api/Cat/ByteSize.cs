using System.Globalization;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary>Sizes as cat shows them: <c>249b</c>, <c>1.5kb</c>; bare numbers in a unit that is asked for.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["b", "kb", "mb", "gb", "tb", "pb"];

    public static string Text(long bytes, string? unit)
    {
        var asked = Array.IndexOf(Units, unit);
        if (asked >= 0)
            return (bytes >> (10 * asked)).ToString(CultureInfo.InvariantCulture);
        var scale = 0;
        var value = (double)bytes;
        while (value >= 1024 && scale < Units.Length - 1)
        {
            value /= 1024;
            scale++;
        }

        // One decimal, cut off and not rounded; none when it is zero.
        return (Math.Floor(value * 10) / 10).ToString("0.#", CultureInfo.InvariantCulture) + Units[scale];
    }
}
