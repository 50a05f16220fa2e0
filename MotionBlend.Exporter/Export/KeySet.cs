namespace MotionBlend.Exporter.Export;

/// <summary>A set of 48-bit keys by open addressing: 8 bytes a slot, at most two thirds full. Not safe for concurrent use.</summary>
internal sealed class KeySet
{
    private const ulong Used = 1UL << 63;

    private ulong[] _slots = new ulong[1 << 12];

    /// <summary>Keys in the set.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a key.</summary>
    /// <returns>False when it was there.</returns>
    public bool Add(ulong key)
    {
        if ((Count + 1) * 3L > _slots.Length * 2L)
        {
            Grow();
        }

        ref var slot = ref Slot(_slots, key | Used);
        if (slot != 0)
        {
            return false;
        }

        slot = key | Used;
        Count++;
        return true;
    }

    /// <summary>True when a key is in the set.</summary>
    public bool Contains(ulong key) => Slot(_slots, key | Used) != 0;

    /// <summary>Those of the keys that satisfy a condition.</summary>
    public KeySet Where(Func<ulong, bool> condition)
    {
        var chosen = new KeySet();
        foreach (var entry in _slots.Where(entry => entry != 0 && condition(entry & ~Used)))
        {
            chosen.Add(entry & ~Used);
        }

        return chosen;
    }

    private static ref ulong Slot(ulong[] slots, ulong entry)
    {
        var mask = (ulong)slots.Length - 1;

        // Fibonacci hashing: the upper half of the product is well mixed.
        var index = ((entry * 0x9E3779B97F4A7C15UL) >> 32) & mask;
        while (slots[index] != 0 && slots[index] != entry)
        {
            index = (index + 1) & mask;
        }

        return ref slots[index];
    }

    private void Grow()
    {
        var larger = new ulong[_slots.Length * 2];
        foreach (var entry in _slots)
        {
            if (entry != 0)
            {
                Slot(larger, entry) = entry;
            }
        }

        _slots = larger;
    }
}
