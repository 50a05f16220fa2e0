using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Comparison;

/// <summary>
/// Remembers version and digest of each blend of a mart in 20 bytes. Rows are gathered in parts, by the upper bits of their mixed keys, and each part
/// is sorted when all are there: so nothing is kept free for more, and nothing is moved to grow. First rows are added, then the map is
/// sealed, then blends are looked up. Not safe for concurrent use where it does not say so.
/// </summary>
internal sealed class BlendMap
{
    private const int PartShift = MixedKey.Bits - BlendEntry.PartBits;

    private readonly BlendPart[] _parts = new BlendPart[1 << BlendEntry.PartBits];
    private readonly BlendChunks _chunks = new();
    private readonly BlendSorter _sorter = new();
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
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, BlendEntry.LargestVersion);
        var mixed = MixedKey.Of(key);
        ref var part = ref _parts[mixed >> PartShift];
        part.Add(_chunks, BlendEntry.Of(mixed & BlendEntry.RestMask, version, digest));

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
        ref var part = ref _parts[mixed >> PartShift];
        var rest = mixed & BlendEntry.RestMask;
        for (var (low, high) = (0, part.Count - 1); low <= high;)
        {
            var middle = (low + high) >> 1;
            ref var entry = ref part.At(_chunks, middle);
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
                var entry = _parts[part].At(_chunks, index);
                if (!entry.IsFound)
                {
                    yield return MixedKey.KeyOf(((ulong)part << PartShift) | entry.Rest);
                }
            }
        }
    }

    private void Sort(ref BlendPart part)
    {
        var (replacing, superseded) = _sorter.Sort(ref part, _chunks);
        Replacing += replacing;
        Superseded += superseded;
    }
}
