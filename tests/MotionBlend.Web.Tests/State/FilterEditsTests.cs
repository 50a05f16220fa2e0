using CsCheck;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;
using MotionBlend.TestKit.Blends;
using MotionBlend.Web.Charts;
using MotionBlend.Web.State;
using MotionBlend.Web.Tests.Api;
using MotionBlend.Web.Verdicts;

namespace MotionBlend.Web.Tests.State;

/// <summary>A number is always a link to exactly its rows, whatever the filter.</summary>
public sealed class FilterEditsTests
{
    private const double Interval = 0.025;
    private static readonly BlendMetric Score = BlendMetric.Find("quality")!;

    // Every 23rd row of the sample: all categories, methods, flags, and motions are in it.
    private static readonly BlendSet Set = new([.. SampleMart.Blends.Where((_, index) => index % 23 == 0)], BlendSet.Now);

    [Fact]
    public void Only_EveryBarOfTheHistogram_HasItsRows() => FilterGen.Filter.Sample(filter =>
    {
        foreach (var bar in HistogramPlot.Of(Set.Quality(filter, Interval).Histogram).Bars)
        {
            AssertRows(bar.Bar.Count, filter.Only(Score, bar.Range));
        }
    }, iter: 150);

    [Fact]
    public void Only_EveryCategoryAndFlag_HasItsRows() => FilterGen.Filter.Sample(filter =>
    {
        var quality = Set.Quality(filter, Interval);
        foreach (var category in quality.Categories)
        {
            AssertRows(category.Count, filter.Only(category.Category));
        }

        foreach (var issue in quality.Issues)
        {
            if (filter.Only(issue.Issue) is { } rows)
            {
                AssertRows(issue.Count, rows);
            }
        }

        AssertRows(quality.Flagged, filter.OnlyFlagged());
        var good = quality.Categories.Where(count => QualityVerdict.GoodCategories.Contains(count.Category)).Sum(count => count.Count);
        AssertRows(good, filter.Only(QualityVerdict.GoodCategories));
    }, iter: 300);

    [Fact]
    public void Only_FlagAmongOthers_HasNoAddress() =>
        Assert.Null((BlendFilter.None with { Issues = [QualityIssue.Rough] }).Only(QualityIssue.Spike));

    [Fact]
    public void With_SecondRangeOfAMetric_ReplacesTheFirst()
    {
        var filter = BlendFilter.None.With(Score, new NumberRange(0.1, 0.2)).With(Score, new NumberRange(0.3, 0.4));

        Assert.Equal(new NumberRange(0.3, 0.4), Assert.Single(filter.Ranges).Range);
    }

    [Fact]
    public void Toggle_Twice_GivesTheFilterBack() => FilterGen.Filter.Where(filter => filter.Clean is null).Sample(filter =>
    {
        Assert.Equal(filter, filter.Toggle(QualityCategory.Good).Toggle(QualityCategory.Good));
        Assert.Equal(filter, filter.Toggle(BlendMethod.Linear).Toggle(BlendMethod.Linear));
        Assert.Equal(filter, filter.Toggle(QualityIssue.Rough).Toggle(QualityIssue.Rough));
    });

    [Fact]
    public void Toggle_FlagWhileCleanIsAsked_AsksForTheFlag()
    {
        var filter = BlendFilter.None.WithClean(true).Toggle(QualityIssue.Spike);

        Assert.Null(filter.Clean);
        Assert.Equal([QualityIssue.Spike], filter.Issues);
    }

    private static void AssertRows(long count, BlendFilter? filter) =>
        Assert.Equal(count, filter is null ? 0 : Set.Matching(DashboardAddress.Parse(new DashboardAddress
        {
            Path = DashboardAddress.ExplorePath,
            Search = new BlendSearch { Filter = filter },
        }.Href).Search.Filter).Count());
}
