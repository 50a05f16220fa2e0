namespace MotionBlend.Exporter.Export;

/// <summary>
/// Knows how many documents a new index must hold: as many as there are different ids, less those of which no row was taken.
/// That, and not the sum of what the replies called created, is what a count is verified against: a batch that was sent twice
/// because its first reply was lost is called updated.
/// </summary>
internal sealed class DocumentCensus
{
    private readonly Lock _lock = new();
    private readonly KeySet _keys = new();
    private readonly HashSet<ulong> _refused = [];

    /// <summary>Documents that the index must hold once all batches are settled.</summary>
    public long Expected
    {
        get
        {
            lock (_lock)
            {
                return _keys.Count - _refused.Count;
            }
        }
    }

    /// <summary>Marks the operations of a batch whose id was met before. Called for all batches in the mart's order.</summary>
    public void FindRepeats(JudgedBatch batch)
    {
        lock (_lock)
        {
            for (var operation = 0; operation < batch.Keys.Count; operation++)
            {
                if (!_keys.Add(batch.Keys[operation]))
                {
                    (batch.Repeats ??= []).Add(operation);
                }
            }
        }
    }

    /// <summary>True when no row of this id was taken.</summary>
    public bool IsRefused(ulong key)
    {
        lock (_lock)
        {
            return _refused.Contains(key);
        }
    }

    /// <summary>Takes note that the index holds a document of this id.</summary>
    public void Settle(ulong key, bool isRepeat)
    {
        if (isRepeat)
        {
            lock (_lock)
            {
                _refused.Remove(key);
            }
        }
    }

    /// <summary>Takes note that a row of this id was refused.</summary>
    public void Refuse(ulong key, bool isRepeat)
    {
        // A repeat is written after its forerunners: if they were refused, the id is noted already.
        if (!isRepeat)
        {
            lock (_lock)
            {
                _refused.Add(key);
            }
        }
    }
}
