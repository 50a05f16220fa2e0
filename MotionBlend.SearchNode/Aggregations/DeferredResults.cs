using System.Collections;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>Results that are made once they are looked up: none in buckets that are cut off, whose own buckets count against no limit.</summary>
internal sealed class DeferredResults : IReadOnlyDictionary<BucketKey, AggregationResult>
{
    private readonly Dictionary<BucketKey, Lazy<AggregationResult>> _results;

    private DeferredResults(Dictionary<BucketKey, Lazy<AggregationResult>> results) => _results = results;

    public IEnumerable<BucketKey> Keys => _results.Keys;

    public IEnumerable<AggregationResult> Values => _results.Values.Select(result => result.Value);

    public int Count => _results.Count;

    public AggregationResult this[BucketKey key] => _results[key].Value;

    /// <summary>The results of groups of buckets.</summary>
    /// <param name="groups">Each with the bucket around it as its key.</param>
    /// <param name="make">Makes the result of a group.</param>
    public static DeferredResults Of<T>(IEnumerable<IGrouping<BucketKey, T>> groups, Func<IEnumerable<T>, AggregationResult> make) =>
        new(groups.ToDictionary(group => group.Key, group => new Lazy<AggregationResult>(() => make(group), LazyThreadSafetyMode.None)));

    public bool ContainsKey(BucketKey key) => _results.ContainsKey(key);

    public bool TryGetValue(BucketKey key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out AggregationResult value)
    {
        value = _results.GetValueOrDefault(key)?.Value;
        return value is not null;
    }

    public IEnumerator<KeyValuePair<BucketKey, AggregationResult>> GetEnumerator() =>
        _results.Select(result => KeyValuePair.Create(result.Key, result.Value.Value)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
