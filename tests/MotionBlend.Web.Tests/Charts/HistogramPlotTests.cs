using CsCheck;
using MotionBlend.Domain.Analytics;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;
using MotionBlend.TestKit.Blends;
using MotionBlend.Web.Charts;
using MotionBlend.Web.Tests.Api;

namespace MotionBlend.Web.Tests.Charts;

public sealed class HistogramPlotTests
{
    [Fact]
    public void Of_TheSample_CountsEveryBlendOnce()
    {
        var plot = HistogramPlot.Of(new BlendSet(SampleMart.Blends, BlendSet.Now).Quality(BlendFilter.None, 0.025).Histogram);

        Assert.Equal(40, plot.Bars.Count);
        Assert.Equal(11_340, plot.Bars.Sum(bar => bar.Bar.Count));
        Assert.Equal([0, 500, 1_000, 1_500], plot.Ticks);
        Assert.All(plot.Bars, bar => Assert.InRange(bar.Height, 0, 1));
    }

    [Fact]
    public void Category_EveryBar_IsThatOfBothItsEnds()
    {
        var bars = HistogramPlot.Of(Histogram(40, _ => 1)).Bars;

        Assert.All(bars, bar => Assert.Equal(QualityScore.Categorize(bar.Range.From!.Value), bar.Category));
        Assert.Equal(20, bars.Count(bar => bar.Category == QualityCategory.Poor));
        Assert.Equal(8, bars.Count(bar => bar.Category == QualityCategory.Excellent));
    }

    [Fact]
    public void Range_OnlyTheLastBar_HoldsItsEnd()
    {
        var bars = HistogramPlot.Of(Histogram(40, _ => 1)).Bars;

        Assert.All(bars.SkipLast(1), bar => Assert.True(bar.Range.ExcludesTo));
        Assert.Equal(new NumberRange(0.975, 1), bars[^1].Range);
    }

    [Fact]
    public void Range_EdgesThatRoundBadly_AreWrittenShort()
    {
        var bar = HistogramPlot.Of(new ScoreHistogram(0.1, [new HistogramBar(0.1 * 3, 0.1 * 4, 1)])).Bars[0];

        Assert.Equal("0.3..<0.4", bar.Range.ToString());
    }

    [Fact]
    public void Of_NoBlends_HasAFlatPlotAndAnAxis()
    {
        var plot = HistogramPlot.Of(Histogram(20, _ => 0));

        Assert.Equal([0, 1], plot.Ticks);
        Assert.All(plot.Bars, bar => Assert.Equal(0, bar.Height));
    }

    [Fact]
    public void Ticks_AnyCount_AreFewEvenAndReachIt() => Gen.Long[0, 50_000_000].Sample(highest =>
    {
        var ticks = CountAxis.Ticks(highest);

        Assert.InRange(ticks.Count, 2, 5);
        Assert.True(ticks[^1] >= highest);
        Assert.Single(ticks.Zip(ticks.Skip(1), (one, next) => next - one).Distinct());
    });

    private static ScoreHistogram Histogram(int bars, Func<int, long> count) => new(
        1.0 / bars,
        [.. Enumerable.Range(0, bars).Select(bar => new HistogramBar((double)bar / bars, (double)(bar + 1) / bars, count(bar)))]);
}
