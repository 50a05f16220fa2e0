using System.Collections.Immutable;
using System.Globalization;
using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Cluster;

/// <summary>The settings of an index that were set, by full name (<c>index.number_of_replicas</c>), values as text.</summary>
internal sealed record IndexSettings(ImmutableSortedDictionary<string, string> Values)
{
    public static readonly IndexSettings Default = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>Declared shards. The node keeps an index as one whole; the number is told where Elasticsearch tells it.</summary>
    public int Shards => Int("index.number_of_shards", 1);

    /// <summary>Shards that the index could be split into: what routes are counted in. A power of two times the shards, up to 1024.</summary>
    public int RoutingShards => Get("index.number_of_routing_shards") is null && Shards is > 0 and <= 512
        ? Shards << (10 - (int)Math.Ceiling(Math.Log2(Shards)))
        : Int("index.number_of_routing_shards", Shards);

    public int Replicas => Int("index.number_of_replicas", 1);

    public int MaxResultWindow => Int("index.max_result_window", 10_000);

    /// <summary>Most words that <c>_analyze</c> makes of a text.</summary>
    public int MaxAnalyzedTokens => Int("index.analyze.max_token_count", 10_000);

    public int MaxDocValueFields => Int("index.max_docvalue_fields_search", 100);

    /// <summary>How long the version of a deleted document is remembered.</summary>
    public TimeSpan GcDeletes => TimeOf("index.gc_deletes", TimeSpan.FromSeconds(60));

    /// <summary>How long a write stays unseen by searches at most; null when nothing but a request ends that.</summary>
    public TimeSpan? RefreshInterval => TimeOf("index.refresh_interval", TimeSpan.FromSeconds(1)) is var interval && interval > TimeSpan.Zero ? interval : null;

    /// <summary>After how long without a search a new one is given everything, in place of what the last interval showed; null for never.</summary>
    public TimeSpan? SearchIdleAfter => Get("index.refresh_interval") is null ? TimeOf("index.search.idle.after", TimeSpan.FromSeconds(30)) : null;

    public int MaxTermsCount => Int("index.max_terms_count", 65_536);

    public int MaxRegexLength => Int("index.max_regex_length", 1000);

    public int MaxSlices => Int("index.max_slices_per_scroll", 1024);

    public int TotalFieldsLimit => Int("index.mapping.total_fields.limit", 1000);

    public int DepthLimit => Int("index.mapping.depth.limit", 20);

    public int FieldNameLengthLimit => Int("index.mapping.field_name_length.limit", int.MaxValue);

    public string? Get(string name) => Values.GetValueOrDefault(name);

    private TimeSpan TimeOf(string name, TimeSpan absent) => Get(name) is { } text ? TimeValue.Parse(text, name) : absent;

    private int Int(string name, int absent) =>
        Get(name) is { } text ? int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : absent;
}
