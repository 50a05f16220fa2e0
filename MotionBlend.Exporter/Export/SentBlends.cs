namespace MotionBlend.Exporter.Export;

/// <summary>
/// Remembers which blends were sent in which version, in about 11 bytes each where a pair of numbers takes 16: blocks are sorted by key, so that a
/// key is a small step from the one before. Not safe for concurrent use.
/// </summary>
internal sealed class SentBlends
{
    private const int BlockSize = 1 << 16;

    // Seven bytes for the 48 bits of a key, nine for the 63 of a version.
    private const int LongestEntry = 16;

    private readonly List<byte[]> _blocks = [];
    private readonly byte[] _packed = new byte[sizeof(long) + (BlockSize * LongestEntry)];
    private readonly ulong[] _keys = new ulong[BlockSize];
    private readonly long[] _versions = new long[BlockSize];
    private int _open;

    /// <summary>Blends that were added.</summary>
    public int Count => (_blocks.Count * BlockSize) + _open;

    /// <summary>Adds a blend; one that was sent several times is there as often.</summary>
    /// <param name="key">The blend, see <see cref="BlendKey"/>.</param>
    /// <param name="version">Its version.</param>
    public void Add(ulong key, long version)
    {
        (_keys[_open], _versions[_open]) = (key, version);
        if (++_open == BlockSize)
        {
            _blocks.Add(Packed());
            _open = 0;
        }
    }

    /// <summary>All blends that were added, in no order that would mean anything.</summary>
    public IEnumerable<(ulong Key, long Version)> All()
    {
        foreach (var block in _blocks)
        {
            using var reader = new BinaryReader(new MemoryStream(block));
            var (key, lowest) = (0UL, reader.ReadInt64());
            for (var entry = 0; entry < BlockSize; entry++)
            {
                key += (ulong)reader.Read7BitEncodedInt64();
                yield return (key, lowest + reader.Read7BitEncodedInt64());
            }
        }

        for (var entry = 0; entry < _open; entry++)
        {
            yield return (_keys[entry], _versions[entry]);
        }
    }

    /// <summary>The open block: its lowest version, then of each blend the step from the key before and from that version.</summary>
    private byte[] Packed()
    {
        Array.Sort(_keys, _versions);
        using var writer = new BinaryWriter(new MemoryStream(_packed));
        var (before, lowest) = (0UL, _versions.Min());
        writer.Write(lowest);
        for (var entry = 0; entry < BlockSize; entry++)
        {
            writer.Write7BitEncodedInt64((long)(_keys[entry] - before));
            writer.Write7BitEncodedInt64(_versions[entry] - lowest);
            before = _keys[entry];
        }

        return _packed.AsSpan(0, (int)writer.BaseStream.Position).ToArray();
    }
}
