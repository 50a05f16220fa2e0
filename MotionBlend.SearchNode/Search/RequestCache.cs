using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using MotionBlend.SearchNode.Configuration;

namespace MotionBlend.SearchNode.Search;

/// <summary>
/// Results of searches without hits, to be told again as long as nothing was written. A key holds the moment of the data
/// it was found in, so a write makes all that came before unreachable; they go when the cache is full.
/// </summary>
internal sealed class RequestCache(SearchNodeOptions options)
{
    // Buckets of all results together: what takes the memory. As many as one search may have by default.
    private const long MostBuckets = 65_536;

    private readonly ConcurrentDictionary<RequestCacheKey, SearchResult> _results = new();
    private readonly ConcurrentQueue<RequestCacheKey> _age = new();
    private long _buckets;

    /// <summary>The result of a search in a moment; null when it is not known.</summary>
    public SearchResult? Find(RequestCacheKey key) => _results.GetValueOrDefault(key);

    /// <summary>Forgets all results.</summary>
    public void Clear()
    {
        while (_age.TryDequeue(out var key))
            Forget(key);
    }

    /// <summary>Remembers a result, in place of the oldest when the cache is full.</summary>
    public void Keep(RequestCacheKey key, SearchResult result)
    {
        if (!_results.TryAdd(key, result))
            return;
        _age.Enqueue(key);
        Interlocked.Add(ref _buckets, result.Buckets);
        while ((_age.Count > options.RequestCacheEntries || Interlocked.Read(ref _buckets) > MostBuckets) && _age.TryDequeue(out var oldest))
            Forget(oldest);
    }

    private void Forget(RequestCacheKey key)
    {
        if (_results.TryRemove(key, out var gone))
            Interlocked.Add(ref _buckets, -gone.Buckets);
    }
}

/// <summary>What a cached result belongs to.</summary>
/// <param name="Moment">Number of the last write that the search saw.</param>
/// <param name="Hash">SHA-256 of the searched indices, with the filters and shards of their aliases, and of the search: as good as the texts, and of one size.</param>
internal sealed record RequestCacheKey(long Moment, string Hash)
{
    // A decay begins now where it does not say where, and a letter may be spelled by its number.
    private static readonly string[] Volatile = ["now", "random", "\"gauss\"", "\"exp\"", "\"linear\"", "\\u"];

    public static RequestCacheKey Of(long moment, string indices, string search) =>
        new(moment, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{indices}\n\n{search}"))));

    /// <summary>True for a search, or the filter of an alias, that may depend on the time or on chance.</summary>
    public static bool IsVolatile(string text) => Array.Exists(Volatile, word => text.Contains(word, StringComparison.Ordinal));
}
