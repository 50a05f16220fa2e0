using MotionBlend.Domain.Quality;

namespace MotionBlend.Domain.Analytics;

/// <summary>How good a set of blends is: the reply of <c>GET /api/v1/analytics/quality</c>.</summary>
/// <param name="Total">Blends in the set, exactly.</param>
/// <param name="AverageScore">Mean <c>quality_score</c>, 0 to 1; null for an empty set.</param>
/// <param name="Percentiles">Percentiles of <c>quality_score</c>; null for an empty set.</param>
/// <param name="Categories">All four categories, best first, empty ones included.</param>
/// <param name="Histogram">The scores' histogram.</param>
/// <param name="Issues">All three issues in their fixed order, those of no blend included.</param>
/// <param name="Flagged">Blends with at least one issue.</param>
/// <param name="NewestComputedAt">Latest <c>computed_at</c>, UTC; null for an empty set.</param>
/// <param name="TookMilliseconds">Time the search backend took, ms.</param>
public sealed record QualityAnalytics(
    long Total,
    double? AverageScore,
    ScorePercentiles? Percentiles,
    IReadOnlyList<CategoryCount> Categories,
    ScoreHistogram Histogram,
    IReadOnlyList<IssueCount> Issues,
    long Flagged,
    DateTimeOffset? NewestComputedAt,
    long TookMilliseconds);

/// <summary>Percentiles of the score, each 0 to 1; approximate over large sets (t-digest).</summary>
/// <param name="P5">5th percentile.</param>
/// <param name="P25">25th percentile.</param>
/// <param name="P50">Median.</param>
/// <param name="P75">75th percentile.</param>
/// <param name="P95">95th percentile.</param>
public sealed record ScorePercentiles(double P5, double P25, double P50, double P75, double P95);

/// <summary>Blends of one category.</summary>
/// <param name="Category">The category.</param>
/// <param name="Count">Blends.</param>
/// <param name="Share">Share of the set, 0 to 1; 0 for an empty set.</param>
public sealed record CategoryCount(QualityCategory Category, long Count, double Share);

/// <summary>Blends flagged for one issue; a blend can be flagged for several.</summary>
/// <param name="Issue">The issue.</param>
/// <param name="Count">Blends.</param>
/// <param name="Share">Share of the set, 0 to 1; 0 for an empty set.</param>
public sealed record IssueCount(QualityIssue Issue, long Count, double Share);

/// <summary>Histogram of <c>quality_score</c> over the whole of 0 to 1.</summary>
/// <param name="Interval">Width of a bar, over 0.</param>
/// <param name="Bars">The bars from 0 upwards without gaps.</param>
public sealed record ScoreHistogram(double Interval, IReadOnlyList<HistogramBar> Bars)
{
    /// <summary>Width of a bar unless asked otherwise.</summary>
    public const double DefaultInterval = 0.05;

    /// <summary>Narrowest bar, so that there are at most 100.</summary>
    public const double MinInterval = 0.01;
}

/// <summary>One bar: scores from <paramref name="From"/> (included) to <paramref name="To"/> (excluded, but 1 in the last bar).</summary>
/// <param name="From">Lowest score.</param>
/// <param name="To">Upper end.</param>
/// <param name="Count">Blends.</param>
public sealed record HistogramBar(double From, double To, long Count);
