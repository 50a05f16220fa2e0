using System.Collections.Concurrent;

namespace MotionBlend.SearchNode.Documents;

/// <summary>What one index has done since the node started.</summary>
internal sealed class IndexCounters
{
    private long _indexed;
    private long _indexFailed;
    private long _deleted;
    private long _noops;
    private long _searches;
    private long _searchTicks;
    private long _gets;

    public long Indexed => Interlocked.Read(ref _indexed);

    public long IndexFailed => Interlocked.Read(ref _indexFailed);

    public long Deleted => Interlocked.Read(ref _deleted);

    public long Noops => Interlocked.Read(ref _noops);

    public long Searches => Interlocked.Read(ref _searches);

    public long SearchMillis => (long)TimeSpan.FromTicks(Interlocked.Read(ref _searchTicks)).TotalMilliseconds;

    public long Gets => Interlocked.Read(ref _gets);

    public void Count(WriteResult result)
    {
        if (result.Failure is not null)
            Interlocked.Increment(ref _indexFailed);
        else if (result.Outcome is WriteOutcome.Deleted or WriteOutcome.NotFound)
            Interlocked.Increment(ref _deleted);
        else if (result.Outcome is WriteOutcome.Noop)
            Interlocked.Increment(ref _noops);
        else
            Interlocked.Increment(ref _indexed);
    }

    public void CountSearch(TimeSpan took)
    {
        Interlocked.Increment(ref _searches);
        Interlocked.Add(ref _searchTicks, took.Ticks);
    }

    public void CountGet() => Interlocked.Increment(ref _gets);
}

/// <summary>The counters of all indices by name; they start at zero with the process, as Elasticsearch's do.</summary>
internal sealed class NodeCounters
{
    private readonly ConcurrentDictionary<string, IndexCounters> _byIndex = new(StringComparer.Ordinal);

    public IndexCounters Of(string index) => _byIndex.GetOrAdd(index, _ => new IndexCounters());

    public void Count(IEnumerable<WriteResult> results)
    {
        foreach (var result in results)
            Of(result.Index).Count(result);
    }
}
