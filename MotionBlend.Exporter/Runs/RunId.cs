using System.Globalization;
using System.Security.Cryptography;

namespace MotionBlend.Exporter.Runs;

/// <summary>Ids of runs.</summary>
internal static class RunId
{
    /// <summary>A new id that sorts by time, e.g. <c>20261124t120501-9f3c</c>.</summary>
    public static string New(DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture,
        $"{now.UtcDateTime:yyyyMMdd't'HHmmss}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}");
}
