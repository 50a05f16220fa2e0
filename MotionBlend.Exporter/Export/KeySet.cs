namespace MotionBlend.Exporter.Export;

/// <summary>
/// A set of 48-bit keys in about 5 bytes each where there are millions. The upper 16 bits of a key, mixed, choose a part, so that the other 32 are all
/// that is kept. A part is a chain of chunks, in which keys stand as they came: nothing is moved, or left for the collector, when it grows. A
/// key is looked for among all of its part, 76 at 5,000,000, of which the processor compares several at once. Not safe for concurrent use.
/// </summary>
internal sealed class KeySet
{
    private const int PartBits = 16;

    // A chunk is a cache line: the number of the chunk before it in its part, and keys.
    private const int ChunkSize = 16;
    private const int KeysPerChunk = ChunkSize - 1;

    // 256 KB.
    private const int ChunksPerArray = 1 << 12;

    private readonly List<uint[]> _arrays = [];
    private Part[]? _parts;
    private int _chunks;

    /// <summary>Keys in the set.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a key.</summary>
    /// <returns>False when it was there.</returns>
    public bool Add(ulong key)
    {
        var (number, rest) = Split(key);
        ref var part = ref (_parts ??= new Part[1 << PartBits])[number];
        if (Holds(part, rest))
        {
            return false;
        }

        if (part.Count % KeysPerChunk == 0)
        {
            part.Newest = NewChunk(part.Newest);
        }

        Chunk(part.Newest)[1 + (part.Count++ % KeysPerChunk)] = rest;
        Count++;
        return true;
    }

    /// <summary>True when a key is in the set.</summary>
    public bool Contains(ulong key)
    {
        var (number, rest) = Split(key);
        return _parts is not null && Holds(_parts[number], rest);
    }

    /// <summary>Those of the keys that satisfy a condition.</summary>
    public KeySet Where(Func<ulong, bool> condition)
    {
        var chosen = new KeySet();
        for (var number = 0; number < _parts?.Length; number++)
        {
            for (var part = _parts[number]; part.Count > 0; part = Before(part))
            {
                foreach (var rest in NewestKeys(part))
                {
                    var key = MixedKey.KeyOf(((ulong)number << 32) | rest);
                    if (condition(key))
                    {
                        chosen.Add(key);
                    }
                }
            }
        }

        return chosen;
    }

    private static (int Part, uint Slot) Split(ulong key)
    {
        var mixed = MixedKey.Of(key);
        return ((int)(mixed >> 32), (uint)mixed);
    }

    private bool Holds(Part part, uint rest)
    {
        for (; part.Count > 0; part = Before(part))
        {
            if (NewestKeys(part).Contains(rest))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The keys of a part's newest chunk, the only one that may have room left.</summary>
    private ReadOnlySpan<uint> NewestKeys(Part part) => Chunk(part.Newest).Slice(1, NewestCount(part));

    /// <summary>A part without its newest chunk.</summary>
    private Part Before(Part part) => new() { Newest = (int)Chunk(part.Newest)[0], Count = part.Count - NewestCount(part) };

    private static int NewestCount(Part part) => ((part.Count - 1) % KeysPerChunk) + 1;

    private Span<uint> Chunk(int chunk) => _arrays[chunk / ChunksPerArray].AsSpan(chunk % ChunksPerArray * ChunkSize, ChunkSize);

    private int NewChunk(int before)
    {
        if (_chunks == _arrays.Count * ChunksPerArray)
        {
            // Not cleared, so that memory which no key needs yet is not touched.
            _arrays.Add(GC.AllocateUninitializedArray<uint>(ChunksPerArray * ChunkSize));
        }

        Chunk(_chunks)[0] = (uint)before;
        return _chunks++;
    }

    /// <summary>Keys with the same upper bits.</summary>
    private struct Part
    {
        /// <summary>The chunk that was added last, where there is one.</summary>
        public int Newest { get; set; }

        /// <summary>Keys in it and in the chunks before.</summary>
        public int Count { get; set; }
    }
}
