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
    private KeySet _restored = new();
    private long _met;
    private long _unaccounted;

    /// <summary>Documents that the index must hold once all batches are settled.</summary>
    public long Expected
    {
        get
        {
            lock (_lock)
            {
                return _keys.Count + _restored.Count - _met - _refused.Count;
            }
        }
    }

    /// <summary>Begins with what the index holds from earlier runs of the same load.</summary>
    /// <param name="keys">Every id in the index.</param>
    /// <param name="accounted">How many of them rows made that are not read again. Which ones is not known, but the rows of all others come again.</param>
    public void Restore(KeySet keys, long accounted)
    {
        lock (_lock)
        {
            _restored = keys;
            _unaccounted = keys.Count - accounted;
        }
    }

    /// <summary>Marks the operations of a batch whose id was met before. Called for all batches in the mart's order.</summary>
    public void FindRepeats(JudgedBatch batch)
    {
        lock (_lock)
        {
            for (var operation = 0; operation < batch.Keys.Count; operation++)
            {
                if (!_keys.Add(batch.Keys[operation]) || IsRestored(batch.Keys[operation]))
                {
                    (batch.Repeats ??= []).Add(operation);
                }
            }
        }
    }

    /// <summary>True when the index must hold a document of this id.</summary>
    public bool Holds(ulong key)
    {
        lock (_lock)
        {
            return (_keys.Contains(key) || _restored.Contains(key)) && !_refused.Contains(key);
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
                // What an earlier run wrote stays in the index.
                if (!_restored.Contains(key))
                {
                    _refused.Add(key);
                }
            }
        }
    }

    /// <summary>
    /// True when the row of an id that is met for the first time in this run replaces what a row before it wrote. As many as are not accounted for
    /// are taken for rows that come again, so that their sum is right.
    /// </summary>
    private bool IsRestored(ulong key)
    {
        if (_restored.Count == 0 || !_restored.Contains(key))
        {
            return false;
        }

        _met++;
        if (_unaccounted == 0)
        {
            return true;
        }

        _unaccounted--;
        return false;
    }
}
