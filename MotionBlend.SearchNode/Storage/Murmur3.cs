using System.Buffers.Binary;
using System.Numerics;

namespace MotionBlend.SearchNode.Storage;

/// <summary>MurmurHash3 in its 32-bit form for x86 (Austin Appleby, public domain).</summary>
internal static class Murmur3
{
    private const uint C1 = 0xcc9e2d51;
    private const uint C2 = 0x1b873593;

    /// <summary>The hash of some bytes.</summary>
    public static int Hash(ReadOnlySpan<byte> bytes, int seed)
    {
        var hash = (uint)seed;
        var rest = bytes;
        for (; rest.Length >= 4; rest = rest[4..])
            hash = (BitOperations.RotateLeft(hash ^ Scramble(BinaryPrimitives.ReadUInt32LittleEndian(rest)), 13) * 5) + 0xe6546b64;
        var tail = 0u;
        for (var i = rest.Length - 1; i >= 0; i--)
            tail = (tail << 8) | rest[i];
        return Mix((int)(hash ^ Scramble(tail) ^ (uint)bytes.Length));
    }

    /// <summary>The last step alone, which spreads the bits of a number.</summary>
    public static int Mix(int number)
    {
        var hash = (uint)number;
        hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
        return (int)(hash ^ (hash >> 16));
    }

    private static uint Scramble(uint block) => BitOperations.RotateLeft(block * C1, 15) * C2;
}
