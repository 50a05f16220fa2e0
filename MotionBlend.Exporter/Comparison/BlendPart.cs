namespace MotionBlend.Exporter.Comparison;

/// <summary>The entries of one part of a <see cref="BlendMap"/>, in chunks, so that more room is made without moving them.</summary>
internal struct BlendPart
{
    private const int ShortestUnsorted = 1 << 16;

    private int[]? _chunks;
    private int _sorted;

    /// <summary>Entries in the part.</summary>
    public int Count { get; private set; }

    /// <summary>Entries from which on the part is sorted before all are there.</summary>
    public readonly int LongestUnsorted => Math.Max(ShortestUnsorted, _sorted * 2);

    /// <summary>An entry.</summary>
    public readonly ref BlendEntry At(BlendChunks chunks, int index) => ref chunks[_chunks![index / BlendChunks.Size], index % BlendChunks.Size];

    /// <summary>Adds an entry behind the others.</summary>
    public void Add(BlendChunks chunks, BlendEntry entry)
    {
        var (chunk, index) = Math.DivRem(Count, BlendChunks.Size);
        if (index == 0)
        {
            if (_chunks is null || chunk == _chunks.Length)
            {
                Array.Resize(ref _chunks, Math.Max(4, chunk * 2));
            }

            _chunks[chunk] = chunks.Take();
        }

        chunks[_chunks![chunk], index] = entry;
        Count++;
    }

    /// <summary>Drops all entries but the first ones, which are sorted.</summary>
    public void KeepSorted(BlendChunks chunks, int count)
    {
        for (var chunk = (count + BlendChunks.Size - 1) / BlendChunks.Size; chunk * BlendChunks.Size < Count; chunk++)
        {
            chunks.Return(_chunks![chunk]);
        }

        (Count, _sorted) = (count, count);
    }
}
