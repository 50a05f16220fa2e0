using MotionBlend.Domain.Analytics;
using MotionBlend.Domain.Quality;
using MotionBlend.Web.Charts;

namespace MotionBlend.Web.Verdicts;

/// <summary>Whether a set of blends is good enough, in words.</summary>
/// <param name="IsOnTarget">True when the share of good and better ones reaches the target.</param>
/// <param name="GoodOrBetter">Blends that are good or excellent.</param>
/// <param name="Share">Their share, 0 to 1.</param>
/// <param name="Headline">The verdict in one sentence.</param>
/// <param name="AgainstTarget">The distance to the target in words.</param>
internal sealed record QualityVerdict(bool IsOnTarget, long GoodOrBetter, double Share, string Headline, string AgainstTarget)
{
    /// <summary>The categories that count as good enough.</summary>
    public static IReadOnlyList<QualityCategory> GoodCategories { get; } = [QualityCategory.Excellent, QualityCategory.Good];

    /// <summary>Judges a set that has blends.</summary>
    /// <param name="quality">The set.</param>
    /// <param name="target">Share of good or better blends that is asked for, 0 to 1.</param>
    public static QualityVerdict Of(QualityAnalytics quality, double target)
    {
        var good = quality.Categories.Where(count => GoodCategories.Contains(count.Category)).Sum(count => count.Count);
        var share = (double)good / quality.Total;
        var isOnTarget = share >= target;
        var headline = isOnTarget
            ? $"On target: {Figures.Share(share)} of the blends are good or excellent."
            : $"Below target: {Figures.Share(share)} of the blends are good or excellent.";
        var points = Math.Abs(share - target) * 100;
        var against = points < 0.5
            ? $"just {(isOnTarget ? "at" : "short of")} the target of {Figures.Share(target)}"
            : FormattableString.Invariant($"{points:0.#} points {(isOnTarget ? "above" : "below")} the target of ") + Figures.Share(target);
        return new QualityVerdict(isOnTarget, good, share, headline, against);
    }

    /// <summary>What the histogram shows, as its title.</summary>
    public static string HistogramTitle(ScorePercentiles? percentiles) => percentiles is null
        ? "Quality scores"
        : $"Half of the blends lie between {Figures.Mean(percentiles.P25)} and {Figures.Mean(percentiles.P75)}";

    /// <summary>What the flag rates show, as their title.</summary>
    public static string FlagTitle(QualityAnalytics quality)
    {
        if (quality.Flagged == 0)
        {
            return "No blend is flagged";
        }

        var worst = quality.Issues.MaxBy(issue => issue.Count)!;
        return $"{Figures.Share((double)quality.Flagged / quality.Total)} carry a flag, most often {QualityNames.Of(worst.Issue)}";
    }
}
