using System.Collections.Frozen;

namespace MotionBlend.SearchNode.Http;

/// <summary>
/// Path parts of Elasticsearch APIs. Where a request names one and no endpoint of this node has it as a literal part,
/// the API is refused by its name, instead of being taken for an index of that name. Adding the endpoint is enough to
/// lift the refusal.
/// </summary>
internal static class RefusedFeatures
{
    private static readonly FrozenSet<string> Apis = FrozenSet.Create(
        StringComparer.Ordinal,
        "_aliases", "_alias", "_analyze", "_application", "_async_search", "_autoscaling", "_bulk", "_cache", "_cat", "_ccr", "_clone", "_close",
        "_cluster", "_component_template", "_connector", "_count", "_create", "_create_from", "_dangling", "_data_stream", "_delete_by_query", "_disk_usage",
        "_doc", "_downsample", "_enrich", "_eql", "_esql", "_explain", "_features", "_field_caps", "_field_usage_stats", "_fleet", "_flush",
        "_forcemerge", "_graph", "_health_report", "_ilm", "_index_template", "_inference", "_ingest", "_internal", "_knn_search", "_license",
        "_logstash", "_mapping", "_mget", "_migration", "_ml", "_monitoring", "_msearch", "_mtermvectors", "_mvt", "_nodes", "_open", "_pit",
        "_profiling", "_query", "_query_rules", "_rank_eval", "_recovery", "_refresh", "_reindex", "_reload_search_analyzers",
        "_remote", "_render", "_resolve", "_rollover", "_rollup", "_rollup_search", "_script_context", "_script_language", "_scripts", "_search",
        "_search_shards", "_searchable_snapshots", "_security", "_segments", "_settings", "_shard_stores", "_shrink", "_slm", "_snapshot",
        "_source", "_split", "_sql", "_ssl", "_stats", "_synonyms", "_tasks", "_template", "_terms_enum", "_termvectors", "_text_structure",
        "_transform", "_unfreeze", "_update", "_update_by_query", "_upgrade", "_validate", "_watcher", "_xpack");

    /// <summary>The API that a path names and the matched pattern has not; null when there is none.</summary>
    /// <param name="parts">Decoded path parts.</param>
    /// <param name="best">The pattern that matched best, if any did.</param>
    public static string? Find(string[] parts, PathPattern? best)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (!Apis.Contains(parts[i]) || best?.IsLiteral(i) == true)
                continue;
            // Behind the id of a document or the name of an alias no API name follows; there the part is the user's.
            if (i >= 2 && best is not null)
                continue;
            return string.Join('/', parts[i..].TakeWhile(part => part.StartsWith('_') || parts[i] is "_cat" or "_cluster" or "_search"));
        }

        return null;
    }
}
