namespace MotionBlend.Exporter.Comparison;

/// <summary>
/// Room for entries, handed out in chunks of a few large arrays. Arrays of a chunk each would be tens of thousands of objects, which the collector
/// copies from generation to generation and leaves holes of. Not safe for concurrent use while chunks are taken or returned.
/// </summary>
internal sealed class BlendChunks
{
    /// <summary>Entries of a chunk.</summary>
    public const int Size = 32;

    // 1.3 MB.
    private const int ChunksPerArray = 2048;

    private readonly List<BlendEntry[]> _arrays = [];
    private readonly Stack<int> _returned = [];
    private int _taken;

    /// <summary>A chunk's entry.</summary>
    public ref BlendEntry this[int chunk, int index] => ref _arrays[chunk / ChunksPerArray][(chunk % ChunksPerArray * Size) + index];

    /// <summary>Takes a chunk.</summary>
    /// <returns>Its number.</returns>
    public int Take()
    {
        if (_returned.TryPop(out var chunk))
        {
            return chunk;
        }

        if (_taken == _arrays.Count * ChunksPerArray)
        {
            // Not cleared, so that memory which no entry needs yet is not touched.
            _arrays.Add(GC.AllocateUninitializedArray<BlendEntry>(ChunksPerArray * Size));
        }

        return _taken++;
    }

    /// <summary>Gives a chunk back for others to use.</summary>
    public void Return(int chunk) => _returned.Push(chunk);
}
