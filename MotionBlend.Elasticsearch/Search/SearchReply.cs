using System.Text.Json;

namespace MotionBlend.Elasticsearch.Search;

/// <summary>A complete reply to a <c>_search</c>. Members throw what <see cref="JsonElement"/> throws when the reply lacks them.</summary>
public sealed class SearchReply
{
    private readonly JsonElement _root;

    internal SearchReply(JsonElement root)
    {
        _root = root;
        var hits = root.GetProperty("hits");
        Total = hits.GetProperty("total").GetProperty("value").GetInt64();
        TookMilliseconds = root.GetProperty("took").GetInt64();
        Hits = [.. hits.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("_source"))];
    }

    /// <summary>Documents that match, exactly.</summary>
    public long Total { get; }

    /// <summary>Time the server took, ms.</summary>
    public long TookMilliseconds { get; }

    /// <summary>The hits' <c>_source</c>, in order.</summary>
    public IReadOnlyList<JsonElement> Hits { get; }

    /// <summary>Count of the filter <paramref name="filter"/> in a <see cref="FiltersAggregation"/>.</summary>
    public long FilterCount(string aggregation, string filter) =>
        Aggregation(aggregation).GetProperty("buckets").GetProperty(filter).GetProperty("doc_count").GetInt64();

    /// <summary>Value of an average or a maximum; null when no document matches.</summary>
    public double? Metric(string aggregation) => Number(Aggregation(aggregation).GetProperty("value"));

    /// <summary>Values of a <see cref="PercentilesAggregation"/> in the order asked for; null each when no document matches.</summary>
    public IReadOnlyList<double?> Percentiles(string aggregation) =>
        [.. Aggregation(aggregation).GetProperty("values").EnumerateArray().Select(entry => Number(entry.GetProperty("value")))];

    private JsonElement Aggregation(string name) => _root.GetProperty("aggregations").GetProperty(name);

    private static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();
}
