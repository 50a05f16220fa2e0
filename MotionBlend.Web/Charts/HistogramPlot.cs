using MotionBlend.Domain.Analytics;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;

namespace MotionBlend.Web.Charts;

/// <summary>A histogram of scores laid out: positions are shares of the plot, 0 to 1.</summary>
/// <param name="Bars">The bars from 0 upwards.</param>
/// <param name="Ticks">Counts at the vertical axis, the highest one the top of the plot.</param>
internal sealed record HistogramPlot(IReadOnlyList<PlotBar> Bars, IReadOnlyList<long> Ticks)
{
    /// <summary>Lays a histogram out.</summary>
    public static HistogramPlot Of(ScoreHistogram histogram)
    {
        var ticks = CountAxis.Ticks(histogram.Bars.Count == 0 ? 0 : histogram.Bars.Max(bar => bar.Count));
        var top = (double)ticks[^1];
        return new HistogramPlot([.. histogram.Bars.Select(bar => new PlotBar(bar, bar.Count / top))], ticks);
    }
}

/// <summary>One bar of the plot.</summary>
/// <param name="Bar">Its numbers.</param>
/// <param name="Height">Share of the plot's height.</param>
internal sealed record PlotBar(HistogramBar Bar, double Height)
{
    /// <summary>The category of the bar's scores, as told by its middle: no bar of a width that divides 0.05 spans two.</summary>
    public QualityCategory Category => QualityScore.Categorize((Bar.From + Bar.To) / 2);

    /// <summary>The scores counted: the end belongs to the next bar, but 1 to the last.</summary>
    public NumberRange Range => new(Math.Round(Bar.From, 6), Math.Round(Bar.To, 6), ExcludesTo: Bar.To < 1);
}

/// <summary>The axis of counts.</summary>
internal static class CountAxis
{
    private const int Steps = 4;

    /// <summary>At most five round numbers from 0 to at least <paramref name="highest"/>.</summary>
    public static IReadOnlyList<long> Ticks(long highest)
    {
        var rough = Math.Max(1, highest) / (double)Steps;
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Math.Max(1, (long)(new[] { 1, 2, 2.5, 5, 10 }.First(factor => factor * magnitude >= rough - 1e-9) * magnitude));
        var ticks = new List<long> { 0 };
        while (ticks[^1] < Math.Max(1, highest))
        {
            ticks.Add(ticks[^1] + step);
        }

        return ticks;
    }
}
