using System.Collections.Concurrent;

namespace MotionBlend.SearchNode.Documents;

/// <summary>What one index has done since the node started.</summary>
internal sealed class IndexCounters
{
    private readonly ConcurrentDictionary<string, IndexCounters> _groups = new(StringComparer.Ordinal);
    private long _indexed;
    private long _indexFailed;
    private long _deleted;
    private long _noops;
    private long _searches;
    private long _searchTicks;
    private long _gets;
    private long _writeTicks;
    private long _writes;
    private long _refreshes;
    private long _flushes;
    private long _lastSearch;
    private long _cacheHits;
    private long _cacheMisses;
    private long _queryCacheHits;
    private long _queryCacheMisses;
    private long _queryCacheEvictions;
    private long _queryCacheSize;
    private long _queryCacheBytes;

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

    /// <summary>Time of the last search, milliseconds since 1970; 0 before the first.</summary>
    public long LastSearchMillis => Volatile.Read(ref _lastSearch);

    public void CountSearch(TimeSpan took, DateTimeOffset now, IReadOnlyList<string> groups)
    {
        foreach (var group in groups)
            _groups.GetOrAdd(group, _ => new IndexCounters()).CountSearch(took, now, []);
        Volatile.Write(ref _lastSearch, now.ToUnixTimeMilliseconds());
        Interlocked.Increment(ref _searches);
        Interlocked.Add(ref _searchTicks, took.Ticks);
    }

    /// <summary>Time in transactions that wrote to the index, in milliseconds.</summary>
    public long WriteMillis => (long)TimeSpan.FromTicks(Interlocked.Read(ref _writeTicks)).TotalMilliseconds;

    /// <summary>Transactions that wrote to the index: what a bulk request is to one shard.</summary>
    public long Writes => Interlocked.Read(ref _writes);

    /// <summary>Refreshes, asked for or due.</summary>
    public long Refreshes => Interlocked.Read(ref _refreshes);

    /// <summary>Flushes that were asked for.</summary>
    public long Flushes => Interlocked.Read(ref _flushes);

    public void CountWriting(TimeSpan took)
    {
        Interlocked.Increment(ref _writes);
        Interlocked.Add(ref _writeTicks, took.Ticks);
    }

    /// <summary>Searches of <c>size: 0</c> that the request cache answered, and those that it learned.</summary>
    public long CacheHits => Interlocked.Read(ref _cacheHits);

    public long CacheMisses => Interlocked.Read(ref _cacheMisses);

    /// <summary>How often the query cache knew a condition or an order, and how often it found one out.</summary>
    public long QueryCacheHits => Interlocked.Read(ref _queryCacheHits);

    public long QueryCacheMisses => Interlocked.Read(ref _queryCacheMisses);

    /// <summary>What the query cache has forgotten of the index, what it knows now, and the bytes of that.</summary>
    public long QueryCacheEvictions => Interlocked.Read(ref _queryCacheEvictions);

    public long QueryCacheSize => Interlocked.Read(ref _queryCacheSize);

    public long QueryCacheBytes => Interlocked.Read(ref _queryCacheBytes);

    /// <summary>Searches by the groups that they named; a group counts nothing else.</summary>
    public IEnumerable<KeyValuePair<string, IndexCounters>> Groups => _groups;

    public void CountCached(bool hit) => Interlocked.Increment(ref hit ? ref _cacheHits : ref _cacheMisses);

    public void CountQueryCached(bool hit) => Interlocked.Increment(ref hit ? ref _queryCacheHits : ref _queryCacheMisses);

    /// <summary>The query cache has learned something of the index.</summary>
    public void CountQueryKept(long bytes)
    {
        Interlocked.Increment(ref _queryCacheSize);
        Interlocked.Add(ref _queryCacheBytes, bytes);
    }

    /// <summary>The query cache has forgotten it again.</summary>
    public void CountQueryForgotten(long bytes)
    {
        Interlocked.Decrement(ref _queryCacheSize);
        Interlocked.Add(ref _queryCacheBytes, -bytes);
        Interlocked.Increment(ref _queryCacheEvictions);
    }

    public void CountRefresh() => Interlocked.Increment(ref _refreshes);

    public void CountFlush() => Interlocked.Increment(ref _flushes);

    /// <summary>Adds what another one counted.</summary>
    public void Add(IndexCounters other)
    {
        Interlocked.Add(ref _indexed, other.Indexed);
        Interlocked.Add(ref _indexFailed, other.IndexFailed);
        Interlocked.Add(ref _deleted, other.Deleted);
        Interlocked.Add(ref _noops, other.Noops);
        Interlocked.Add(ref _searches, other.Searches);
        Interlocked.Add(ref _searchTicks, Interlocked.Read(ref other._searchTicks));
        Interlocked.Add(ref _gets, other.Gets);
        Interlocked.Add(ref _writes, other.Writes);
        Interlocked.Add(ref _writeTicks, Interlocked.Read(ref other._writeTicks));
        Interlocked.Add(ref _refreshes, other.Refreshes);
        Interlocked.Add(ref _flushes, other.Flushes);
        Interlocked.Add(ref _cacheHits, other.CacheHits);
        Interlocked.Add(ref _cacheMisses, other.CacheMisses);
        Interlocked.Add(ref _queryCacheHits, other.QueryCacheHits);
        Interlocked.Add(ref _queryCacheMisses, other.QueryCacheMisses);
        Interlocked.Add(ref _queryCacheEvictions, other.QueryCacheEvictions);
        foreach (var (name, group) in other.Groups)
            _groups.GetOrAdd(name, _ => new IndexCounters()).Add(group);
    }

    public void CountGet() => Interlocked.Increment(ref _gets);
}

/// <summary>The counters of all indices by name; they start at zero with the process, as Elasticsearch's do.</summary>
internal sealed class NodeCounters
{
    private readonly ConcurrentDictionary<string, IndexCounters> _byIndex = new(StringComparer.Ordinal);

    /// <summary>What indices did that are deleted now: the node has done it, an index of the same name has not.</summary>
    public IndexCounters Retired { get; } = new();

    public IndexCounters Of(string index) => _byIndex.GetOrAdd(index, _ => new IndexCounters());

    /// <summary>Counts the results of one transaction; its time goes to each index by its share of the operations.</summary>
    /// <param name="results">The results.</param>
    /// <param name="exists">Whether there is an index: names that there are none of are not counted, as anybody can think of any number.</param>
    /// <param name="took">Time of the transaction.</param>
    public void Count(IReadOnlyCollection<WriteResult> results, Func<string, bool> exists, TimeSpan took)
    {
        foreach (var group in results.GroupBy(result => result.Index).Where(group => exists(group.Key)))
        {
            var counters = Of(group.Key);
            foreach (var result in group)
                counters.Count(result);
            counters.CountWriting(took * ((double)group.Count() / results.Count));
        }
    }

    /// <summary>Ends the counters of a deleted index.</summary>
    public void Retire(string index)
    {
        if (_byIndex.TryRemove(index, out var gone))
            Retired.Add(gone);
    }
}
