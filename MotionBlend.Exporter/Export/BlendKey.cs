using System.Globalization;

namespace MotionBlend.Exporter.Export;

/// <summary>A blend id as a number: its 12 hex digits are 48 bits, so that millions of ids can be remembered cheaply.</summary>
internal static class BlendKey
{
    private const int PrefixLength = 6;

    /// <summary>The number of an id that satisfies Domain's rule.</summary>
    /// <exception cref="ArgumentException">The id does not end in hex digits.</exception>
    public static ulong Of(string id) =>
        id.Length > PrefixLength && ulong.TryParse(id.AsSpan(PrefixLength), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key)
            ? key
            : throw new ArgumentException("is no blend id", nameof(id));
}
