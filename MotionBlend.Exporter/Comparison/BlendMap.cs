using System.Runtime.InteropServices;
using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Comparison;

/// <summary>
/// Remembers version and digest of each blend of a mart in 20 bytes. Rows are gathered in parts, by the upper bits of their mixed keys, and each part
/// is sorted when all are there: so nothing is kept free for more, and nothing is moved to grow. First rows are added, then the map is
/// sealed, then blends are looked up. Not safe for concurrent use where it does not say so.
/// </summary>
internal sealed class BlendMap
{
    private const int PartBits = 12;

    private readonly Part[] _parts = new Part[1 << PartBits];
    private readonly Sorter _sorter = new();
    private bool _isSealed;

    /// <summary>Blends in the map; known once it is sealed.</summary>
    public int Count { get; private set; }

    /// <summary>Rows that took the place of an earlier row of their id, being as new or newer; known once the map is sealed.</summary>
    public long Replacing { get; private set; }

    /// <summary>Rows that are older than an earlier row of their id; known once the map is sealed.</summary>
    public long Superseded { get; private set; }

    /// <summary>Adds a row, in the mart's order. Of rows of one id the newer stays, of equal ones the later.</summary>
    /// <param name="key">The blend, see <see cref="BlendKey"/>.</param>
    /// <param name="version">Its version, 1 to 2^59 - 1, which are 18,000 years in microseconds.</param>
    /// <param name="digest">Its values' digest.</param>
    public void Add(ulong key, long version, ulong digest)
    {
        ObjectDisposedException.ThrowIf(_isSealed, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, Entry.LargestVersion);
        var mixed = MixedKey.Of(key);
        ref var part = ref _parts[mixed >> (MixedKey.Bits - PartBits)];
        part.Add(Entry.Of(mixed & Entry.RestMask, version, digest));

        // A mart that repeats its ids over and over takes no more than one that does not.
        if (part.Count >= part.LongestUnsorted)
        {
            Sort(ref part);
        }
    }

    /// <summary>Ends adding.</summary>
    public void Seal()
    {
        for (var part = 0; part < _parts.Length; part++)
        {
            Sort(ref _parts[part]);
            Count += _parts[part].Count;
        }

        _isSealed = true;
    }

    /// <summary>Looks a blend up and marks it as found. Threads may do so at the same time for different blends.</summary>
    public bool TryFind(ulong key, out long version, out ulong digest)
    {
        var mixed = MixedKey.Of(key);
        ref var part = ref _parts[mixed >> (MixedKey.Bits - PartBits)];
        var rest = mixed & Entry.RestMask;
        for (var (low, high) = (0, part.Count - 1); low <= high;)
        {
            var middle = (low + high) >> 1;
            ref var entry = ref part[middle];
            if (entry.Rest == rest)
            {
                entry.Found();
                (version, digest) = (entry.Version, entry.Digest);
                return true;
            }

            (low, high) = entry.Rest < rest ? (middle + 1, high) : (low, middle - 1);
        }

        (version, digest) = (0, 0);
        return false;
    }

    /// <summary>Keys that were never found.</summary>
    public IEnumerable<ulong> NeverFound()
    {
        for (var part = 0; part < _parts.Length; part++)
        {
            for (var index = 0; index < _parts[part].Count; index++)
            {
                var entry = _parts[part][index];
                if (!entry.IsFound)
                {
                    yield return MixedKey.KeyOf(((ulong)part << (MixedKey.Bits - PartBits)) | entry.Rest);
                }
            }
        }
    }

    private void Sort(ref Part part)
    {
        var (replacing, superseded) = _sorter.Sort(ref part);
        Replacing += replacing;
        Superseded += superseded;
    }

    /// <summary>A blend: the rest of its mixed key behind the part's bits, its version and its digest.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Entry
    {
        public const ulong RestMask = (1UL << (MixedKey.Bits - PartBits)) - 1;
        public const long LargestVersion = (1L << VersionBits) - 1;

        private const int VersionBits = 59;
        private const ulong FoundBit = 1UL << 63;

        private uint _restLow;

        // From the top: whether it was found, the upper four bits of the rest, the version.
        private ulong _word;

        public ulong Digest { get; private set; }

        public readonly ulong Rest => ((_word & ~FoundBit) >> VersionBits << 32) | _restLow;

        public readonly long Version => (long)(_word & (ulong)LargestVersion);

        public readonly bool IsFound => (_word & FoundBit) != 0;

        public static Entry Of(ulong rest, long version, ulong digest) =>
            new() { _restLow = (uint)rest, _word = (rest >> 32 << VersionBits) | (ulong)version, Digest = digest };

        public void Found() => _word |= FoundBit;
    }

    /// <summary>Entries in small arrays, so that more room is made without moving them.</summary>
    private struct Part
    {
        private const int ChunkSize = 64;
        private const int ShortestUnsorted = 1 << 16;

        private Entry[]?[]? _chunks;

        public int Count { get; private set; }

        /// <summary>Entries from which on the part is sorted before all are there.</summary>
        public readonly int LongestUnsorted => Math.Max(ShortestUnsorted, _sorted * 2);

        private int _sorted;

        public readonly ref Entry this[int index] => ref _chunks![index / ChunkSize]![index % ChunkSize];

        public void Add(Entry entry)
        {
            var chunk = Count / ChunkSize;
            if (_chunks is null || chunk == _chunks.Length)
            {
                Array.Resize(ref _chunks, Math.Max(4, chunk * 2));
            }

            (_chunks[chunk] ??= new Entry[ChunkSize])[Count % ChunkSize] = entry;
            Count++;
        }

        /// <summary>Drops all entries but the first ones, which are sorted.</summary>
        public void KeepSorted(int count)
        {
            for (var chunk = (count + ChunkSize - 1) / ChunkSize; chunk * ChunkSize < Count; chunk++)
            {
                _chunks![chunk] = null;
            }

            (Count, _sorted) = (count, count);
        }
    }

    /// <summary>Sorts parts by key and leaves one entry of each.</summary>
    private sealed class Sorter
    {
        // Bits of an entry's place behind its key's: entries of one key stay in their order. A part never has as many.
        private const int PlaceBits = 28;

        private Entry[] _entries = [];
        private ulong[] _order = [];

        public (int Replacing, int Superseded) Sort(ref Part part)
        {
            if (_entries.Length < part.Count)
            {
                _entries = new Entry[part.Count * 2];
                _order = new ulong[part.Count * 2];
            }

            for (var index = 0; index < part.Count; index++)
            {
                _entries[index] = part[index];
                _order[index] = (_entries[index].Rest << PlaceBits) | (uint)index;
            }

            var order = _order.AsSpan(0, part.Count);
            order.Sort();
            var (kept, replacing, superseded) = (0, 0, 0);
            foreach (var place in order)
            {
                ref var entry = ref _entries[place & ((1UL << PlaceBits) - 1)];
                if (kept == 0 || part[kept - 1].Rest != entry.Rest)
                {
                    part[kept++] = entry;
                }
                else if (entry.Version >= part[kept - 1].Version)
                {
                    part[kept - 1] = entry;
                    replacing++;
                }
                else
                {
                    superseded++;
                }
            }

            part.KeepSorted(kept);
            return (replacing, superseded);
        }
    }
}
