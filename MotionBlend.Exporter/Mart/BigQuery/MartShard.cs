using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>One of several disjoint parts of the mart that together are the whole: by the fingerprint of the id, in a query as in a file.</summary>
/// <param name="Index">From 0 to <paramref name="Count"/> - 1.</param>
/// <param name="Count">How many parts there are, at least 1.</param>
internal sealed record MartShard(int Index, int Count)
{
    private const ulong K1 = 0xb492b66fbe98f273;
    private const ulong K2 = 0x9ae16a3b2f90404f;

    /// <summary>True when the blend of an id belongs to this part; what has no id belongs to the first.</summary>
    public bool Holds(ulong? key) => key is { } known ? PartOf(known) == Index : Index == 0;

    private int PartOf(ulong key)
    {
        Span<byte> id = stackalloc byte[18];
        Encoding.ASCII.GetBytes(BlendKey.IdOf(key), id);
        var part = Fingerprint(id) % Count;
        return (int)(part < 0 ? part + Count : part);
    }

    /// <summary>BigQuery's FARM_FINGERPRINT of 17 to 32 bytes (https://github.com/google/farmhash, farmhashna::HashLen17to32).</summary>
    private static long Fingerprint(ReadOnlySpan<byte> text)
    {
        var multiplier = K2 + ((ulong)text.Length * 2);
        var a = BinaryPrimitives.ReadUInt64LittleEndian(text) * K1;
        var b = BinaryPrimitives.ReadUInt64LittleEndian(text[8..]);
        var c = BinaryPrimitives.ReadUInt64LittleEndian(text[^8..]) * multiplier;
        var d = BinaryPrimitives.ReadUInt64LittleEndian(text[^16..]) * K2;
        var left = BitOperations.RotateRight(a + b, 43) + BitOperations.RotateRight(c, 30) + d;
        var right = a + BitOperations.RotateRight(b + K2, 18) + c;
        var low = (left ^ right) * multiplier;
        low ^= low >> 47;
        var high = (right ^ low) * multiplier;
        high ^= high >> 47;
        return unchecked((long)(high * multiplier));
    }
}
