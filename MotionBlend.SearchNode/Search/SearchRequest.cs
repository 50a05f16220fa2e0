using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.QueryDsl;

namespace MotionBlend.SearchNode.Search;

/// <summary>A search as it was asked for: body and URL together.</summary>
internal sealed record SearchRequest
{
    /// <summary>Where exact counting ends by default.</summary>
    public const long DefaultTrackTotalHits = 10_000;

    public QueryClause Query { get; init; } = new MatchAllQuery();

    /// <summary>False where the query is the one that stands for none.</summary>
    public bool HasQuery { get; init; }

    /// <summary>Nearest documents that are found beside the query; their <see cref="KnnQuery.K"/> is set.</summary>
    public IReadOnlyList<KnnQuery> Knn { get; init; } = [];

    /// <summary>Filters hits and total, not aggregations.</summary>
    public QueryClause? PostFilter { get; init; }

    public IReadOnlyList<Aggregation> Aggregations { get; init; } = [];

    public int From { get; init; }

    public int Size { get; init; } = 10;

    /// <summary>Empty for the default: by score, then by order of writing.</summary>
    public IReadOnlyList<SortKey> Sort { get; init; } = [];

    /// <summary>The sort before a sole descending score was taken for the default order.</summary>
    public IReadOnlyList<SortKey> SortAsGiven { get; init; } = [];

    /// <summary>Sort values behind which the page begins; null for the first page.</summary>
    public IReadOnlyList<JsonValue>? SearchAfter { get; init; }

    public SourceFilter Source { get; init; } = SourceFilter.All;

    /// <summary>True once the body or the URL says what of the source is wanted.</summary>
    public bool AsksForSource { get; init; }

    /// <summary>Values of the source by field, as <c>fields</c> asks for.</summary>
    public IReadOnlyList<FieldRequest> Fields { get; init; } = [];

    /// <summary>Doc values by field, as <c>docvalue_fields</c> asks for.</summary>
    public IReadOnlyList<FieldRequest> DocValueFields { get; init; } = [];

    /// <summary>Names of <c>stored_fields</c>; null when not given. The node stores no field but the source.</summary>
    public IReadOnlyList<string>? StoredFields { get; init; }

    /// <summary>One hit for each value of a field; null for all hits.</summary>
    public CollapseRequest? Collapse { get; init; }

    /// <summary>Factors of the scores of some indices, first match first.</summary>
    public IReadOnlyList<(string Expression, float Boost)> IndicesBoost { get; init; } = [];

    /// <summary>How far the total is counted: <see cref="long.MaxValue"/> exactly, 0 not at all.</summary>
    public long TrackTotalHits { get; init; } = DefaultTrackTotalHits;

    public bool TotalHitsAsInt { get; init; }

    public bool TrackScores { get; init; }

    public float? MinScore { get; init; }

    public bool WithVersion { get; init; }

    public bool WithSeqNo { get; init; }

    public bool TypedKeys { get; init; }

    /// <summary>Whether hits tell where their scores come from.</summary>
    public bool Explain { get; init; }

    /// <summary>Whether the reply tells how long each part took.</summary>
    public bool Profile { get; init; }

    /// <summary>How many matching documents of an index are looked at; null for all.</summary>
    public int? TerminateAfter { get; init; }

    /// <summary>The sequence number below which documents are looked at; null for all.</summary>
    public long? Below { get; private init; }

    /// <summary>How long the search may take; null for as long as it needs.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long to keep a scroll for the next page; null for a plain search.</summary>
    public TimeSpan? Scroll { get; init; }

    /// <summary>The point in time to search; null for now.</summary>
    public PointInTimeRequest? PointInTime { get; init; }

    /// <summary>The part of the documents to search; null for all.</summary>
    public SliceRequest? Slice { get; init; }

    /// <summary>Which shards are searched.</summary>
    public ShardReach Reach { get; init; } = ShardReach.All;

    /// <summary>Names of groups that the search is counted in.</summary>
    public IReadOnlyList<string> StatsGroups { get; init; } = [];

    /// <summary>False where one index that cannot be searched fails the whole search.</summary>
    public bool AllowPartialResults { get; init; } = true;

    /// <summary>Whether the result may come from the request cache; null for the default, searches without hits.</summary>
    public bool? RequestCache { get; init; }

    /// <summary>Body and URL, by which a result is found again; null where it must not be.</summary>
    public string? CacheText { get; init; }

    /// <summary>False for <c>stored_fields: _none_</c>: hits carry no id then.</summary>
    public bool ShowsIds => StoredFields is not ["_none_"];

    /// <summary>Whether hits show their scores.</summary>
    public bool ShowsScores => Sort.Count == 0 || TrackScores || Sort.Any(key => key.Field == SortKey.Score);

    /// <summary>Whether the scores of hits are needed at all.</summary>
    public bool NeedsScores => ShowsScores || MinScore is not null;

    /// <summary>The same search of fewer documents; with null the search itself.</summary>
    public SearchRequest Of(long? below) => below is null ? this : this with { Below = below, CacheText = null };
}

/// <summary>The <c>pit</c> of a search.</summary>
internal sealed record PointInTimeRequest(string Id, TimeSpan? KeepAlive);

/// <summary>The <c>slice</c> of a search: documents whose id falls to one of so many parts.</summary>
internal sealed record SliceRequest(int Id, int Max);
