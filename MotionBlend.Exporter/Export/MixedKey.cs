namespace MotionBlend.Exporter.Export;

/// <summary>Spreads the 48-bit keys of <see cref="BlendKey"/>: whichever bits the mart's ids differ in, the upper bits of mixed keys differ evenly.</summary>
internal static class MixedKey
{
    /// <summary>Bits of a key.</summary>
    public const int Bits = 48;

    private const ulong Mask = (1UL << Bits) - 1;

    // Odd, so that keys can be mixed by a product modulo 2^48 and found again by another.
    private const ulong Factor = 0x9E3779B97F4AUL | 1;

    private static readonly ulong Inverse = InverseOf(Factor);

    /// <summary>Mixes a key.</summary>
    public static ulong Of(ulong key) => unchecked(key * Factor) & Mask;

    /// <summary>The key that was mixed.</summary>
    public static ulong KeyOf(ulong mixed) => unchecked(mixed * Inverse) & Mask;

    /// <summary>The inverse modulo 2^64 by Newton's iteration, each step of which doubles the bits that are right.</summary>
    private static ulong InverseOf(ulong odd)
    {
        var inverse = odd;
        for (var rightBits = 3; rightBits < 64; rightBits *= 2)
        {
            inverse = unchecked(inverse * (2 - (odd * inverse)));
        }

        return inverse;
    }
}
