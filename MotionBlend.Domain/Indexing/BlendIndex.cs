using System.Globalization;
using System.Text.RegularExpressions;

namespace MotionBlend.Domain.Indexing;

/// <summary>
/// Names of the index of blends. <see cref="Alias"/> is what readers and incremental writers use; a full export writes a new
/// concrete index and moves the alias to it once the counts agree (docs/architecture.md, decision 6).
/// </summary>
public static partial class BlendIndex
{
    /// <summary>The alias that everybody reads.</summary>
    public const string Alias = "mb_blends_v1";

    /// <summary>Version of the mapping; it is part of the alias and stands in the mapping's <c>_meta</c>.</summary>
    public const int SchemaVersion = 1;

    private const string TimestampFormat = "yyyyMMdd't'HHmmss'.'fff";

    /// <summary>Name of a new concrete index behind <paramref name="alias"/>, e.g. <c>mb_blends_v1-20261124t120501.123</c>.</summary>
    public static string NewIndexName(string alias, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{alias}-{now.UtcDateTime.ToString(TimestampFormat, CultureInfo.InvariantCulture)}");

    /// <summary>True when <paramref name="index"/> is a concrete index made by <see cref="NewIndexName"/> for <paramref name="alias"/>.</summary>
    public static bool IsIndexOf(string alias, string index) =>
        index.StartsWith(alias + "-", StringComparison.Ordinal) && Timestamp().IsMatch(index.AsSpan(alias.Length + 1));

    [GeneratedRegex(@"\A\d{8}t\d{6}\.\d{3}\z")]
    private static partial Regex Timestamp();
}
