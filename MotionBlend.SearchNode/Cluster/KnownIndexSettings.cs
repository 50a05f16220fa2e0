using System.Collections.Frozen;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>The values that an index setting takes.</summary>
internal enum SettingCheck
{
    Any,
    Boolean,
    Time,
    Count,
    Positive,

    /// <summary>A number of shards, 1 to 1024.</summary>
    Shards,

    /// <summary>Only the values listed: others would change answers in a way that this node does not have.</summary>
    OneOf,

    /// <summary>No value at all: the setting would change answers in a way that this node does not have.</summary>
    Refused,
}

/// <summary>An index setting.</summary>
/// <param name="Dynamic">Whether it may change while the index is open.</param>
/// <param name="Check">What values it takes.</param>
/// <param name="Values">The values of <see cref="SettingCheck.OneOf"/>.</param>
internal sealed record IndexSetting(bool Dynamic, SettingCheck Check, params IReadOnlyList<string> Values);

/// <summary>
/// The index settings of Elasticsearch that this node takes. Those that tune a cluster of many machines, Lucene's files or
/// logs are kept and shown, and change nothing.
/// </summary>
internal static class KnownIndexSettings
{
    private static readonly FrozenDictionary<string, IndexSetting> ByName = new Dictionary<string, IndexSetting>(StringComparer.Ordinal)
    {
        ["index.number_of_shards"] = new(false, SettingCheck.Shards),
        ["index.number_of_routing_shards"] = new(false, SettingCheck.Positive),
        ["index.number_of_replicas"] = new(true, SettingCheck.Count),
        ["index.auto_expand_replicas"] = new(true, SettingCheck.Any),
        ["index.routing_partition_size"] = new(false, SettingCheck.OneOf, "1"),
        ["index.refresh_interval"] = new(true, SettingCheck.Time),
        ["index.hidden"] = new(true, SettingCheck.Boolean),
        ["index.mode"] = new(false, SettingCheck.OneOf, "standard"),
        ["index.codec"] = new(false, SettingCheck.OneOf, "default", "best_compression", "lucene_default", "legacy_default", "legacy_best_compression"),
        ["index.priority"] = new(true, SettingCheck.Count),
        ["index.gc_deletes"] = new(true, SettingCheck.Time),
        ["index.default_pipeline"] = new(true, SettingCheck.OneOf, "_none"),
        ["index.final_pipeline"] = new(true, SettingCheck.OneOf, "_none"),
        ["index.max_result_window"] = new(true, SettingCheck.Positive),
        ["index.max_inner_result_window"] = new(true, SettingCheck.Positive),
        ["index.max_rescore_window"] = new(true, SettingCheck.Positive),
        ["index.max_docvalue_fields_search"] = new(true, SettingCheck.Count),
        ["index.max_script_fields"] = new(true, SettingCheck.Count),
        ["index.max_terms_count"] = new(true, SettingCheck.Positive),
        ["index.max_regex_length"] = new(true, SettingCheck.Positive),
        ["index.max_ngram_diff"] = new(true, SettingCheck.Count),
        ["index.max_shingle_diff"] = new(true, SettingCheck.Count),
        ["index.max_slices_per_scroll"] = new(true, SettingCheck.Positive),
        ["index.max_slices_per_pit"] = new(true, SettingCheck.Positive),
        ["index.max_refresh_listeners"] = new(true, SettingCheck.Count),
        ["index.max_adjacency_matrix_filters"] = new(true, SettingCheck.Positive),
        ["index.analyze.max_token_count"] = new(true, SettingCheck.Positive),
        ["index.highlight.max_analyzed_offset"] = new(true, SettingCheck.Positive),
        ["index.query.default_field"] = new(true, SettingCheck.OneOf, "*"),
        ["index.mapping.total_fields.limit"] = new(true, SettingCheck.Count),
        ["index.mapping.total_fields.ignore_dynamic_beyond_limit"] = new(true, SettingCheck.OneOf, "false"),
        ["index.mapping.depth.limit"] = new(true, SettingCheck.Positive),
        ["index.mapping.field_name_length.limit"] = new(true, SettingCheck.Positive),
        ["index.mapping.nested_fields.limit"] = new(true, SettingCheck.Count),
        ["index.mapping.nested_objects.limit"] = new(true, SettingCheck.Count),
        ["index.mapping.dimension_fields.limit"] = new(true, SettingCheck.Count),
        ["index.mapping.coerce"] = new(false, SettingCheck.OneOf, "true"),
        ["index.mapping.ignore_malformed"] = new(false, SettingCheck.OneOf, "false"),
        ["index.mapping.source.mode"] = new(false, SettingCheck.OneOf, "stored"),
        ["index.blocks.read_only"] = new(true, SettingCheck.Boolean),
        ["index.blocks.read_only_allow_delete"] = new(true, SettingCheck.Boolean),
        ["index.blocks.write"] = new(true, SettingCheck.Boolean),
        ["index.blocks.read"] = new(true, SettingCheck.Boolean),
        ["index.blocks.metadata"] = new(true, SettingCheck.Boolean),
        ["index.requests.cache.enable"] = new(true, SettingCheck.Boolean),
        ["index.queries.cache.enabled"] = new(false, SettingCheck.Boolean),
        ["index.search.idle.after"] = new(true, SettingCheck.Time),
        ["index.search.throttled"] = new(false, SettingCheck.OneOf, "false"),
        ["index.write.wait_for_active_shards"] = new(true, SettingCheck.Any),
        ["index.warmer.enabled"] = new(true, SettingCheck.Boolean),
        ["index.load_fixed_bitset_filters_eagerly"] = new(false, SettingCheck.Boolean),
        ["index.store.type"] = new(false, SettingCheck.OneOf, "fs", "niofs", "mmapfs", "hybridfs"),
        ["index.store.preload"] = new(false, SettingCheck.Any),
        ["index.shard.check_on_startup"] = new(false, SettingCheck.OneOf, "false", "true", "checksum"),
        ["index.soft_deletes.enabled"] = new(false, SettingCheck.OneOf, "true"),
        ["index.soft_deletes.retention_lease.period"] = new(true, SettingCheck.Time),
        ["index.soft_deletes.retention.operations"] = new(true, SettingCheck.Count),
        ["index.translog.durability"] = new(true, SettingCheck.Any),
        ["index.translog.sync_interval"] = new(true, SettingCheck.Time),
        ["index.translog.flush_threshold_size"] = new(true, SettingCheck.Any),
        ["index.translog.generation_threshold_size"] = new(true, SettingCheck.Any),
        ["index.translog.retention.size"] = new(true, SettingCheck.Any),
        ["index.translog.retention.age"] = new(true, SettingCheck.Time),
        ["index.flush_after_merge"] = new(true, SettingCheck.Any),
        ["index.allocation.max_retries"] = new(true, SettingCheck.Count),
        ["index.routing.allocation.enable"] = new(true, SettingCheck.OneOf, "all", "primaries", "new_primaries", "none"),
        ["index.routing.allocation.total_shards_per_node"] = new(true, SettingCheck.Any),
        ["index.routing.rebalance.enable"] = new(true, SettingCheck.OneOf, "all", "primaries", "replicas", "none"),
        ["index.unassigned.node_left.delayed_timeout"] = new(true, SettingCheck.Time),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Groups of settings whose names are partly the user's.</summary>
    private static readonly (string Prefix, IndexSetting Setting)[] Groups =
    [
        ("index.routing.allocation.include.", new IndexSetting(true, SettingCheck.Any)),
        ("index.routing.allocation.exclude.", new IndexSetting(true, SettingCheck.Any)),
        ("index.routing.allocation.require.", new IndexSetting(true, SettingCheck.Any)),
        ("index.search.slowlog.", new IndexSetting(true, SettingCheck.Any)),
        ("index.indexing.slowlog.", new IndexSetting(true, SettingCheck.Any)),
        ("index.merge.", new IndexSetting(true, SettingCheck.Any)),
        ("index.analysis.normalizer.", new IndexSetting(false, SettingCheck.Any)),
        ("index.analysis.", new IndexSetting(false, SettingCheck.Refused)),
        ("index.sort.", new IndexSetting(false, SettingCheck.Refused)),
        ("index.similarity.", new IndexSetting(false, SettingCheck.Refused)),
    ];

    /// <summary>The names, for hints.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The setting of a full name; null when there is none.</summary>
    public static IndexSetting? Find(string name) => ByName.GetValueOrDefault(name)
        ?? Groups.FirstOrDefault(group => name.StartsWith(group.Prefix, StringComparison.Ordinal)).Setting;
}
