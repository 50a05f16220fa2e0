using System.Runtime.InteropServices;
using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Comparison;

/// <summary>A blend of a <see cref="BlendMap"/> in 20 bytes: the rest of its mixed key behind its part's bits, its version and its digest.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct BlendEntry
{
    /// <summary>Upper bits of a mixed key that choose a part and are not kept.</summary>
    public const int PartBits = 12;

    /// <summary>The bits of a mixed key that are kept.</summary>
    public const ulong RestMask = (1UL << (MixedKey.Bits - PartBits)) - 1;

    /// <summary>Highest version.</summary>
    public const long LargestVersion = (1L << VersionBits) - 1;

    private const int VersionBits = 59;
    private const ulong FoundBit = 1UL << 63;

    private uint _restLow;

    // From the top: whether it was found, the upper four bits of the rest, the version.
    private ulong _word;

    /// <summary>Its values' digest.</summary>
    public ulong Digest { get; private set; }

    /// <summary>The rest of its mixed key.</summary>
    public readonly ulong Rest => ((_word & ~FoundBit) >> VersionBits << 32) | _restLow;

    /// <summary>Its version.</summary>
    public readonly long Version => (long)(_word & (ulong)LargestVersion);

    /// <summary>True once it was looked up.</summary>
    public readonly bool IsFound => (_word & FoundBit) != 0;

    /// <summary>An entry that was not found yet.</summary>
    public static BlendEntry Of(ulong rest, long version, ulong digest) =>
        new() { _restLow = (uint)rest, _word = (rest >> 32 << VersionBits) | (ulong)version, Digest = digest };

    /// <summary>Takes note that it was looked up.</summary>
    public void Found() => _word |= FoundBit;
}
