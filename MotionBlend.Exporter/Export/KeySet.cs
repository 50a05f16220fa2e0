namespace MotionBlend.Exporter.Export;

/// <summary>
/// A set of 48-bit keys in about 8 bytes each. The lower 16 bits choose a part, so that the other 32 are all that a slot holds and growing
/// copies one small part at a time. Open addressing, parts at most three quarters full. Not safe for concurrent use.
/// </summary>
internal sealed class KeySet
{
    private const int PartBits = 16;
    private const int SmallestPart = 4;

    private readonly uint[]?[] _parts = new uint[1 << PartBits][];
    private readonly int[] _counts = new int[1 << PartBits];

    // An empty slot is 0: that a part holds the key whose upper bits are 0 is kept here.
    private readonly bool[] _hasZero = new bool[1 << PartBits];

    /// <summary>Keys in the set.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a key.</summary>
    /// <returns>False when it was there.</returns>
    public bool Add(ulong key)
    {
        var (part, rest) = Split(key);
        if (rest == 0)
        {
            Count += _hasZero[part] ? 0 : 1;
            return !_hasZero[part] && (_hasZero[part] = true);
        }

        var slots = _parts[part] ?? (_parts[part] = new uint[SmallestPart]);
        if ((_counts[part] + 1) * 4L > slots.Length * 3L)
        {
            slots = _parts[part] = Grown(slots);
        }

        ref var slot = ref Slot(slots, rest);
        if (slot != 0)
        {
            return false;
        }

        slot = rest;
        _counts[part]++;
        Count++;
        return true;
    }

    /// <summary>True when a key is in the set.</summary>
    public bool Contains(ulong key)
    {
        var (part, rest) = Split(key);
        return rest == 0 ? _hasZero[part] : _parts[part] is { } slots && Slot(slots, rest) != 0;
    }

    /// <summary>Those of the keys that satisfy a condition.</summary>
    public KeySet Where(Func<ulong, bool> condition)
    {
        var chosen = new KeySet();
        for (var part = 0; part < _parts.Length; part++)
        {
            foreach (var rest in (_parts[part] ?? []).Where(rest => rest != 0).Concat(_hasZero[part] ? [0u] : []))
            {
                var key = ((ulong)rest << PartBits) | (uint)part;
                if (condition(key))
                {
                    chosen.Add(key);
                }
            }
        }

        return chosen;
    }

    private static (int Part, uint Upper) Split(ulong key) => ((int)(key & ((1 << PartBits) - 1)), (uint)(key >> PartBits));

    private static ref uint Slot(uint[] slots, uint rest)
    {
        var mask = (uint)slots.Length - 1;

        // Fibonacci hashing: the upper half of the product is well mixed.
        var index = (uint)((rest * 0x9E3779B97F4A7C15UL) >> 32) & mask;
        while (slots[index] != 0 && slots[index] != rest)
        {
            index = (index + 1) & mask;
        }

        return ref slots[index];
    }

    private static uint[] Grown(uint[] slots)
    {
        var larger = new uint[slots.Length * 2];
        foreach (var rest in slots)
        {
            if (rest != 0)
            {
                Slot(larger, rest) = rest;
            }
        }

        return larger;
    }
}
