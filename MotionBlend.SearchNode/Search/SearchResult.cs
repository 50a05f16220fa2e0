using MotionBlend.SearchNode.Aggregations;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Search.Explain;

namespace MotionBlend.SearchNode.Search;

/// <summary>A hit with what the reply shows of it.</summary>
internal sealed record Hit(string Index, string Id, long SeqNo, long Version, string? Routing, IReadOnlyList<string>? Ignored, byte[] Source)
{
    /// <summary>The primary term in which it was written.</summary>
    public long PrimaryTerm { get; init; }

    /// <summary>Null where scores were not asked for.</summary>
    public float? Score { get; init; }

    /// <summary>Values by which the hit was sorted; empty for the default order.</summary>
    public IReadOnlyList<SortValue> Sort { get; init; } = [];

    /// <summary>Values of fields that were asked for, and of the collapse field.</summary>
    public IReadOnlyList<HitField> Fields { get; init; } = [];

    /// <summary>Values of those fields that are in the source but were not indexed.</summary>
    public IReadOnlyList<HitField> IgnoredValues { get; init; } = [];

    /// <summary>Where the score comes from; null where that was not asked for.</summary>
    public Explanation? Explanation { get; init; }

    /// <summary>Whether fields were read from the source before it is shown.</summary>
    public bool SourceWasRead { get; init; }

    /// <summary>Names of the named queries that the hit matches.</summary>
    public IReadOnlyList<string> MatchedQueries { get; init; } = [];

    /// <summary>More hits of the hit's group, by name.</summary>
    public IReadOnlyList<(string Name, SearchRequest Request, SearchResult Result)> InnerHits { get; init; } = [];
}

/// <summary>The result of a search, before it is written.</summary>
internal sealed record SearchResult
{
    public TimeSpan Took { get; init; }

    public bool TimedOut { get; init; }

    /// <summary>For the next page of a scroll; null when there is none.</summary>
    public string? ScrollId { get; init; }

    /// <summary>Id of the point in time that was searched.</summary>
    public string? PointInTimeId { get; init; }

    /// <summary>Declared shards of the searched indices.</summary>
    public int Shards { get; init; }

    /// <summary>Indices that could not be searched, with their failures.</summary>
    public IReadOnlyList<(string Index, Failure Failure)> Failures { get; init; } = [];

    /// <summary>Matching documents; null when not counted.</summary>
    public long? Total { get; init; }

    /// <summary>False when the total is a lower bound.</summary>
    public bool TotalIsExact { get; init; } = true;

    public float? MaxScore { get; init; }

    public IReadOnlyList<Hit> Hits { get; init; } = [];

    /// <summary>Whether <c>terminate_after</c> left documents out; null when it was not asked for.</summary>
    public bool? TerminatedEarly { get; init; }

    /// <summary>Null when none was asked for.</summary>
    public SearchProfile? Profile { get; init; }

    /// <summary>Null when none were asked for.</summary>
    public AggregationResults? Aggregations { get; init; }

    /// <summary>Buckets in <see cref="Aggregations"/>.</summary>
    public int Buckets { get; init; }
}
