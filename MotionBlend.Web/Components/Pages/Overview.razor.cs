using MotionBlend.Api.Client;
using MotionBlend.Domain.Analytics;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;
using MotionBlend.Web.Charts;
using MotionBlend.Web.State;
using MotionBlend.Web.Verdicts;

namespace MotionBlend.Web.Components.Pages;

/// <summary>Is the current set good enough? One aggregation answers the whole page.</summary>
public sealed partial class Overview
{
    private const double BarWidth = 0.025;

    /// <inheritdoc/>
    protected override string Request => ApiRequests.Quality(Filter, BarWidth);

    private BlendFilter Filter => Address.Search.Filter;

    /// <inheritdoc/>
    protected override Task<ApiResult<QualityAnalytics>> ReadAsync(CancellationToken cancellationToken) =>
        Api.QualityAsync(Filter, BarWidth, cancellationToken);

    /// <inheritdoc/>
    protected override void Report(QualityAnalytics answer) =>
        Totals.Report(answer.Total, Filter.IsEmpty ? answer.Total : null);

    private static bool IsEmpty(QualityAnalytics quality) => quality.Total == 0;

    private static string CategoryTitle(QualityAnalytics quality)
    {
        var largest = quality.Categories.MaxBy(item => item.Count)!;
        var smallest = quality.Categories[^1];
        return smallest.Count == 0
            ? $"No blend is {QualityNames.Of(smallest.Category)}"
            : $"Most are {QualityNames.Of(largest.Category)}; {Figures.Share(smallest.Share)} are {QualityNames.Of(smallest.Category)}";
    }

    private string Headline(QualityAnalytics quality) => QualityVerdict.Of(quality, Options.Value.TargetShare).Headline;
}
