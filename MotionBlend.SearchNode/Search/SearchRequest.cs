using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.QueryDsl;

namespace MotionBlend.SearchNode.Search;

/// <summary>A search as it was asked for: body and URL together.</summary>
internal sealed record SearchRequest
{
    /// <summary>Where exact counting ends by default.</summary>
    public const long DefaultTrackTotalHits = 10_000;

    public QueryClause Query { get; init; } = new MatchAllQuery();

    /// <summary>Filters hits and total, not aggregations.</summary>
    public QueryClause? PostFilter { get; init; }

    public IReadOnlyList<Aggregation> Aggregations { get; init; } = [];

    public int From { get; init; }

    public int Size { get; init; } = 10;

    /// <summary>Empty for the default: by score, then by order of writing.</summary>
    public IReadOnlyList<SortKey> Sort { get; init; } = [];

    public SourceFilter Source { get; init; } = SourceFilter.All;

    /// <summary>How far the total is counted: <see cref="long.MaxValue"/> exactly, 0 not at all.</summary>
    public long TrackTotalHits { get; init; } = DefaultTrackTotalHits;

    public bool TotalHitsAsInt { get; init; }

    public bool TrackScores { get; init; }

    public float? MinScore { get; init; }

    public bool WithVersion { get; init; }

    public bool WithSeqNo { get; init; }

    public bool TypedKeys { get; init; }

    /// <summary>How long the search may take; null for as long as it needs.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether the scores of hits are needed at all.</summary>
    public bool NeedsScores => Sort.Count == 0 || TrackScores || MinScore is not null || Sort.Any(key => key.Field == SortKey.Score);
}
