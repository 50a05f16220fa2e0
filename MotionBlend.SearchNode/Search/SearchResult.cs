using MotionBlend.SearchNode.Aggregations;

namespace MotionBlend.SearchNode.Search;

/// <summary>A hit with what the reply shows of it.</summary>
internal sealed record Hit(string Index, string Id, long SeqNo, long Version, string? Routing, IReadOnlyList<string>? Ignored, byte[] Source)
{
    /// <summary>Null where scores were not asked for.</summary>
    public float? Score { get; init; }

    /// <summary>Values by which the hit was sorted; empty for the default order.</summary>
    public IReadOnlyList<SortValue> Sort { get; init; } = [];
}

/// <summary>The result of a search, before it is written.</summary>
internal sealed record SearchResult
{
    public required TimeSpan Took { get; init; }

    public bool TimedOut { get; init; }

    /// <summary>Declared shards of the searched indices.</summary>
    public required int Shards { get; init; }

    /// <summary>Matching documents; null when not counted.</summary>
    public long? Total { get; init; }

    /// <summary>False when the total is a lower bound.</summary>
    public bool TotalIsExact { get; init; } = true;

    public float? MaxScore { get; init; }

    public IReadOnlyList<Hit> Hits { get; init; } = [];

    /// <summary>Null when none were asked for.</summary>
    public AggregationResults? Aggregations { get; init; }
}
