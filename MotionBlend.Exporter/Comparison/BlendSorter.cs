namespace MotionBlend.Exporter.Comparison;

/// <summary>Sorts parts of a <see cref="BlendMap"/> by key and leaves one entry of each.</summary>
internal sealed class BlendSorter
{
    // Bits of an entry's place behind its key's: entries of one key stay in their order. A part never has as many.
    private const int PlaceBits = 28;

    private BlendEntry[] _entries = [];
    private ulong[] _order = [];

    /// <summary>Sorts a part.</summary>
    /// <returns>Entries that took the place of an earlier one of their key, and those that are older than an earlier one.</returns>
    public (int Replacing, int Superseded) Sort(ref BlendPart part, BlendChunks chunks)
    {
        if (_entries.Length < part.Count)
        {
            _entries = new BlendEntry[part.Count * 2];
            _order = new ulong[part.Count * 2];
        }

        for (var index = 0; index < part.Count; index++)
        {
            _entries[index] = part.At(chunks, index);
            _order[index] = (_entries[index].Rest << PlaceBits) | (uint)index;
        }

        var order = _order.AsSpan(0, part.Count);
        order.Sort();
        var (kept, replacing, superseded) = (0, 0, 0);
        foreach (var place in order)
        {
            ref var entry = ref _entries[place & ((1UL << PlaceBits) - 1)];
            if (kept == 0 || part.At(chunks, kept - 1).Rest != entry.Rest)
            {
                part.At(chunks, kept++) = entry;
            }
            else if (entry.Version >= part.At(chunks, kept - 1).Version)
            {
                part.At(chunks, kept - 1) = entry;
                replacing++;
            }
            else
            {
                superseded++;
            }
        }

        part.KeepSorted(chunks, kept);
        return (replacing, superseded);
    }
}
