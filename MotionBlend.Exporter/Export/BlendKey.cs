using System.Globalization;

namespace MotionBlend.Exporter.Export;

/// <summary>A blend id as a number: its 12 hex digits are 48 bits, so that millions of ids can be remembered cheaply.</summary>
internal static class BlendKey
{
    private const string Prefix = "blend_";
    private const int Length = 18;

    /// <summary>The number of an id that satisfies Domain's rule.</summary>
    /// <exception cref="ArgumentException">It is no blend id.</exception>
    public static ulong Of(string id) => TryRead(id, out var key) ? key : throw new ArgumentException("is no blend id", nameof(id));

    /// <summary>The id of a number.</summary>
    public static string IdOf(ulong key) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{key:x12}");

    /// <summary>Reads an id that may be anything.</summary>
    public static bool TryRead(string id, out ulong key)
    {
        key = 0;
        return id.Length == Length && id.StartsWith(Prefix, StringComparison.Ordinal)
            && ulong.TryParse(id.AsSpan(Prefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out key);
    }
}
