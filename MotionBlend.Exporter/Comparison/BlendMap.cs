namespace MotionBlend.Exporter.Comparison;

/// <summary>
/// Remembers version and digest of each blend of a mart by open addressing: 24 bytes a slot, at most two thirds full.
/// Not safe for concurrent use where it does not say so.
/// </summary>
internal sealed class BlendMap
{
    private const ulong Used = 1UL << 63;
    private const ulong Found = 1UL << 62;
    private const ulong KeyBits = Found - 1;

    private Slot[] _slots = new Slot[1 << 12];

    /// <summary>Blends in the map.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a row, in the mart's order. Of rows of one id the newer stays, of equal ones the later.</summary>
    public RowRank Add(ulong key, long version, ulong digest)
    {
        if ((Count + 1) * 3L > _slots.Length * 2L)
        {
            Grow();
        }

        ref var slot = ref Find(_slots, key);
        var rank = slot.Entry == 0 ? RowRank.First : version >= slot.Version ? RowRank.Replaces : RowRank.Superseded;
        if (rank != RowRank.Superseded)
        {
            slot = new Slot(key | Used, version, digest);
        }

        Count += rank == RowRank.First ? 1 : 0;
        return rank;
    }

    /// <summary>Looks a blend up and marks it as found. Threads may do so at the same time for different blends, while none is added.</summary>
    public bool TryFind(ulong key, out long version, out ulong digest)
    {
        ref var slot = ref Find(_slots, key);
        (version, digest) = (slot.Version, slot.Digest);
        if (slot.Entry == 0)
        {
            return false;
        }

        slot = slot with { Entry = slot.Entry | Found };
        return true;
    }

    /// <summary>Keys that were never found.</summary>
    public IEnumerable<ulong> NeverFound() =>
        _slots.Where(slot => slot.Entry != 0 && (slot.Entry & Found) == 0).Select(slot => slot.Entry & KeyBits);

    private static ref Slot Find(Slot[] slots, ulong key)
    {
        var mask = (ulong)slots.Length - 1;
        var index = ((key * 0x9E3779B97F4A7C15UL) >> 32) & mask;
        while (slots[index].Entry != 0 && (slots[index].Entry & KeyBits) != key)
        {
            index = (index + 1) & mask;
        }

        return ref slots[index];
    }

    private void Grow()
    {
        var larger = new Slot[_slots.Length * 2];
        foreach (var slot in _slots)
        {
            if (slot.Entry != 0)
            {
                Find(larger, slot.Entry & KeyBits) = slot;
            }
        }

        _slots = larger;
    }

    private readonly record struct Slot(ulong Entry, long Version, ulong Digest);
}
