using System.Runtime.CompilerServices;

namespace MotionBlend.Exporter.Export;

/// <summary>
/// A set of 48-bit keys in 6 to 12 bytes each. The upper 16 bits of a key, mixed, choose a part, so that the other 32 are all that a slot holds. Parts
/// are small tables of open addressing that lie side by side, a thousand in an array; an array is replaced by one of twice the size when one of its
/// parts is full, so that growing copies a little at a time and the collector sees few objects. Not safe for concurrent use.
/// </summary>
internal sealed class KeySet
{
    private const int PartBits = 16;
    private const int PartsPerArray = 1 << 10;
    private const int SmallestPart = 4;

    private readonly uint[]?[] _arrays = new uint[(1 << PartBits) / PartsPerArray][];

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

        ref var slots = ref _arrays[part / PartsPerArray];
        slots ??= new uint[PartsPerArray * SmallestPart];
        ref var slot = ref Slot(slots, part % PartsPerArray, rest);
        while (Unsafe.IsNullRef(ref slot))
        {
            slots = Grown(slots);
            slot = ref Slot(slots, part % PartsPerArray, rest);
        }

        if (slot != 0)
        {
            return false;
        }

        slot = rest;
        Count++;
        return true;
    }

    /// <summary>True when a key is in the set.</summary>
    public bool Contains(ulong key)
    {
        var (part, rest) = Split(key);
        if (rest == 0)
        {
            return _hasZero[part];
        }

        if (_arrays[part / PartsPerArray] is not { } slots)
        {
            return false;
        }

        ref var slot = ref Slot(slots, part % PartsPerArray, rest);
        return !Unsafe.IsNullRef(ref slot) && slot != 0;
    }

    /// <summary>Those of the keys that satisfy a condition.</summary>
    public KeySet Where(Func<ulong, bool> condition)
    {
        var chosen = new KeySet();
        for (var part = 0; part < 1 << PartBits; part++)
        {
            var slots = _arrays[part / PartsPerArray] is { } array ? Part(array, part % PartsPerArray) : [];
            foreach (var rest in slots)
            {
                Choose(part, rest, rest != 0);
            }

            Choose(part, 0, _hasZero[part]);
        }

        return chosen;

        void Choose(int part, uint rest, bool isThere)
        {
            var key = MixedKey.KeyOf(((ulong)part << 32) | rest);
            if (isThere && condition(key))
            {
                chosen.Add(key);
            }
        }
    }

    private static (int Part, uint Slot) Split(ulong key)
    {
        var mixed = MixedKey.Of(key);
        return ((int)(mixed >> 32), (uint)mixed);
    }

    private static Span<uint> Part(uint[] array, int part)
    {
        var size = array.Length / PartsPerArray;
        return array.AsSpan(part * size, size);
    }

    /// <summary>Where a key is or goes; a null reference when it is not there and the part is full.</summary>
    private static ref uint Slot(uint[] array, int part, uint rest)
    {
        var slots = Part(array, part);
        var mask = (uint)slots.Length - 1;

        // Fibonacci hashing: the upper half of the product is well mixed.
        var index = (uint)((rest * 0x9E3779B97F4A7C15UL) >> 32);
        for (var probes = 0; probes < slots.Length; probes++, index++)
        {
            ref var slot = ref slots[(int)(index & mask)];
            if (slot == 0 || slot == rest)
            {
                return ref slot;
            }
        }

        return ref Unsafe.NullRef<uint>();
    }

    private static uint[] Grown(uint[] array)
    {
        var larger = new uint[array.Length * 2];
        for (var part = 0; part < PartsPerArray; part++)
        {
            foreach (var rest in Part(array, part))
            {
                if (rest != 0)
                {
                    Slot(larger, part, rest) = rest;
                }
            }
        }

        return larger;
    }
}
