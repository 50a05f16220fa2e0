using System.Globalization;

namespace MotionBlend.Web.Tests.Theme;

/// <summary>Contrast of two colours, <c>#rrggbb</c>, as WCAG 2 defines it.</summary>
internal static class Contrast
{
    /// <summary>The ratio, 1 to 21.</summary>
    public static double Ratio(string one, string other)
    {
        var first = Luminance(one);
        var second = Luminance(other);
        return (Math.Max(first, second) + 0.05) / (Math.Min(first, second) + 0.05);
    }

    /// <summary>A colour mixed into another one in sRGB, as <c>color-mix</c> does.</summary>
    public static string Mix(string colour, string into, double share)
    {
        var channels = new[] { 1, 3, 5 }.Select(at => (int)Math.Round((Byte(colour, at) * share) + (Byte(into, at) * (1 - share))));
        return "#" + string.Concat(channels.Select(channel => channel.ToString("X2", CultureInfo.InvariantCulture)));
    }

    private static double Luminance(string colour) =>
        (0.2126 * Channel(colour, 1)) + (0.7152 * Channel(colour, 3)) + (0.0722 * Channel(colour, 5));

    private static double Channel(string colour, int at)
    {
        var value = Byte(colour, at) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static int Byte(string colour, int at) => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
