using System.Text.Json;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary>What of the statistics is asked for.</summary>
/// <param name="Metrics">Names of sections.</param>
/// <param name="Groups">Patterns of the groups that searches named.</param>
internal sealed record AskedStats(IReadOnlyList<string> Metrics, IReadOnlyList<string> Groups);

/// <summary>
/// The sections of index statistics. Those that speak of something this node has are true; what only Lucene has (merges,
/// warmers, field data) is zero because there is none.
/// </summary>
internal static class StatsSections
{
    /// <summary>Names of metrics in the order of the reply.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "docs", "shard_stats", "store", "indexing", "get", "search", "merge", "refresh", "flush", "warmer", "query_cache", "fielddata",
        "completion", "segments", "translog", "request_cache", "recovery", "bulk",
    ];

    /// <summary>Metrics of node statistics that are no sections of their own here.</summary>
    public static readonly IReadOnlyList<string> NodeNames = ["mappings", "dense_vector", "sparse_vector"];

    public static void Write(
        Utf8JsonWriter json, IReadOnlyList<IndexFigures> figures, IReadOnlyList<IndexCounters> counters, AskedStats asked)
    {
        foreach (var name in Names.Where(asked.Metrics.Contains))
        {
            json.WriteStartObject(name == "merge" ? "merges" : name);
            foreach (var (key, value) in Section(name, figures, counters))
                json.WriteNumber(key, value);
            if (name == "indexing")
                json.WriteBoolean("is_throttled", false);
            if (name == "search")
                WriteGroups(json, counters, asked.Groups);
            json.WriteEndObject();
        }
    }

    /// <summary>The <c>query_cache</c> of some indices.</summary>
    public static (string Key, long Value)[] QueryCache(IReadOnlyList<IndexCounters> counters)
    {
        var (hits, misses) = (counters.Sum(c => c.QueryCacheHits), counters.Sum(c => c.QueryCacheMisses));
        var (size, evictions) = (counters.Sum(c => c.QueryCacheSize), counters.Sum(c => c.QueryCacheEvictions));
        return
        [
            ("memory_size_in_bytes", counters.Sum(c => c.QueryCacheBytes)), ("total_count", hits + misses), ("hit_count", hits), ("miss_count", misses),
            ("cache_size", size), ("cache_count", size + evictions), ("evictions", evictions),
        ];
    }

    private static void WriteGroups(Utf8JsonWriter json, IReadOnlyList<IndexCounters> counters, IReadOnlyList<string> patterns)
    {
        var found = counters.SelectMany(c => c.Groups)
            .Where(group => patterns.Any(pattern => Wildcard.Matches(pattern == "_all" ? "*" : pattern, group.Key)))
            .GroupBy(group => group.Key, group => group.Value)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        if (found.Count == 0)
            return;
        json.WriteStartObject("groups");
        foreach (var group in found)
        {
            json.WriteStartObject(group.Key);
            foreach (var (key, value) in Section("search", [], [.. group]).Where(member => member.Key != "open_contexts"))
                json.WriteNumber(key, value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static (string Key, long Value)[] Section(string name, IReadOnlyList<IndexFigures> figures, IReadOnlyList<IndexCounters> counters)
    {
        var bytes = figures.Sum(f => f.Bytes);
        return name switch
        {
            "docs" => [("count", figures.Sum(f => f.Documents)), ("deleted", 0), ("total_size_in_bytes", bytes)],
            "shard_stats" => [("total_count", figures.Sum(f => f.Index.Settings.Shards))],
            "store" => [("size_in_bytes", bytes), ("total_data_set_size_in_bytes", bytes), ("reserved_in_bytes", 0)],
            "indexing" =>
            [
                ("index_total", counters.Sum(c => c.Indexed)), ("index_time_in_millis", counters.Sum(c => c.WriteMillis)), ("index_current", 0),
                ("index_failed", counters.Sum(c => c.IndexFailed)), ("delete_total", counters.Sum(c => c.Deleted)), ("delete_time_in_millis", 0),
                ("delete_current", 0), ("noop_update_total", counters.Sum(c => c.Noops)), ("throttle_time_in_millis", 0), ("write_load", 0),
            ],
            "get" =>
            [
                ("total", counters.Sum(c => c.Gets)), ("time_in_millis", 0), ("exists_total", counters.Sum(c => c.Gets)),
                ("exists_time_in_millis", 0), ("missing_total", 0), ("missing_time_in_millis", 0), ("current", 0),
            ],
            "search" =>
            [
                ("open_contexts", 0), ("query_total", counters.Sum(c => c.Searches)), ("query_time_in_millis", counters.Sum(c => c.SearchMillis)),
                ("query_current", 0), ("query_failure", 0), ("fetch_total", counters.Sum(c => c.Searches)), ("fetch_time_in_millis", 0),
                ("fetch_current", 0), ("fetch_failure", 0), ("scroll_total", 0), ("scroll_time_in_millis", 0), ("scroll_current", 0),
                ("suggest_total", 0), ("suggest_time_in_millis", 0), ("suggest_current", 0),
            ],
            "merge" =>
            [
                ("current", 0), ("current_docs", 0), ("current_size_in_bytes", 0), ("total", 0), ("total_time_in_millis", 0), ("total_docs", 0),
                ("total_size_in_bytes", 0), ("total_stopped_time_in_millis", 0), ("total_throttled_time_in_millis", 0), ("total_auto_throttle_in_bytes", 0),
            ],
            "refresh" =>
            [
                ("total", counters.Sum(c => c.Refreshes)), ("total_time_in_millis", 0), ("external_total", counters.Sum(c => c.Refreshes)),
                ("external_total_time_in_millis", 0), ("listeners", 0),
            ],
            "flush" => [("total", counters.Sum(c => c.Flushes)), ("periodic", 0), ("total_time_in_millis", 0)],
            "warmer" => [("current", 0), ("total", 0), ("total_time_in_millis", 0)],
            "query_cache" => QueryCache(counters),
            "fielddata" => [("memory_size_in_bytes", 0), ("evictions", 0)],
            "completion" => [("size_in_bytes", 0)],
            "segments" => [("count", figures.Count), ("memory_in_bytes", 0)],
            "translog" => [("operations", 0), ("size_in_bytes", 0), ("uncommitted_operations", 0), ("uncommitted_size_in_bytes", 0)],
            "request_cache" =>
                [("memory_size_in_bytes", 0), ("evictions", 0), ("hit_count", counters.Sum(c => c.CacheHits)), ("miss_count", counters.Sum(c => c.CacheMisses))],
            "recovery" => [("current_as_source", 0), ("current_as_target", 0), ("throttle_time_in_millis", 0)],
            "bulk" =>
            [
                ("total_operations", counters.Sum(c => c.Writes)), ("total_time_in_millis", counters.Sum(c => c.WriteMillis)), ("total_size_in_bytes", 0),
            ],
            _ => [],
        };
    }
}
