using System.Globalization;
using MotionBlend.Domain.Blends;

namespace MotionBlend.Web.Charts;

/// <summary>Numbers and times for people, the same everywhere: thousands by comma, times in UTC.</summary>
internal static class Figures
{
    /// <summary>A count, e.g. <c>11,340</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A noun after its count: <c>1 blend</c>, <c>11,340 blends</c>.</summary>
    public static string Count(long count, string noun) => Count(count) + " " + noun + (count == 1 ? "" : "s");

    /// <summary>A share as a percentage; never rounded to 0 or 100 where it is neither.</summary>
    public static string Share(double share) => share switch
    {
        > 0 and < 0.0005 => "<0.1%",
        > 0.9995 and < 1 => ">99.9%",
        > 0 and < 0.0995 => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%",
        > 0.99 and < 1 => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%",
        _ => (share * 100).ToString("0", CultureInfo.InvariantCulture) + "%",
    };

    /// <summary>A score with two digits, cut and not rounded, so that no score shows a category it does not have.</summary>
    public static string Score(double score) =>
        (Math.Floor((score * 100) + 1e-9) / 100).ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A mean or percentile of scores with two digits, rounded.</summary>
    public static string Mean(double score) => score.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A metric's value with three significant digits.</summary>
    public static string Value(double value)
    {
        var size = Math.Abs(value);
        var format = size >= 100 ? "0" : size >= 10 ? "0.0" : size >= 1 || size == 0 ? "0.00" : "0.000";
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>A metric's value with its unit.</summary>
    public static string Value(double value, BlendMetric metric) =>
        metric.Unit.Length == 0 ? Value(value) : Value(value) + " " + metric.Unit;

    /// <summary>A length in percent, for styles and SVG attributes.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.###", CultureInfo.InvariantCulture) + "%";

    /// <summary>A point in time to the minute, e.g. <c>20 Nov 2026, 23:14 UTC</c>.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>A day, e.g. <c>20 Nov 2026</c>.</summary>
    public static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A span in its largest unit, e.g. <c>4 days</c>.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalDays: >= 1 } => Count((long)age.TotalDays, "day"),
        { TotalHours: >= 1 } => Count((long)age.TotalHours, "hour"),
        { TotalMinutes: >= 1 } => Count((long)age.TotalMinutes, "minute"),
        _ => "less than a minute",
    };

    /// <summary>A size in bytes, e.g. <c>6.8 MB</c>.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000_000 => (bytes / 1e9).ToString("0.0", CultureInfo.InvariantCulture) + " GB",
        >= 1_000_000 => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture) + " MB",
        >= 1_000 => (bytes / 1e3).ToString("0.0", CultureInfo.InvariantCulture) + " kB",
        _ => Count(bytes) + " B",
    };
}
