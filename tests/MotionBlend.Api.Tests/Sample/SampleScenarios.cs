using CsCheck;
using MotionBlend.Domain.Analytics;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Cluster;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Api.Tests.Sample;

/// <summary>What holds of the API over any backend that holds the sample mart; the numbers come from the file itself.</summary>
public abstract class SampleScenarios
{
    private static readonly BlendMetric Score = BlendMetric.All[0];

    private readonly LoadedBackend _backend;

    /// <summary>Skips the test where there is no such backend.</summary>
    protected SampleScenarios(LoadedBackend backend)
    {
        Assert.SkipWhen(backend.Missing is not null, backend.Missing ?? "");
        _backend = backend;
    }

    public static TheoryData<string> Filters =>
    [
        "", "cat=poor", "cat=excellent,good&method=linear", "flag=spike", "flag=spike,mismatch", "flag=any", "flag=none", "left=cmu_02_01",
        "motion=cmu_02_01", "motion=cmu_02_01,cmu_03_02&flag=rough", "quality=0.4..0.5", "quality=0.8..", "quality=..<0.65", "fid=30..&coverage=..0.5",
        "ratio=0.3..0.7&method=inertialized,linear", "since=2026-11-01", "until=2026-08-15", "since=2026-09-01&until=2026-09-02T12:00:00Z",
        "l2_velocity_max=..2&transition_smoothness=0.85..&flag=none", "left=no_such_motion",
    ];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Search_Filter_HasTheTotalOfTheFile(string filter)
    {
        var search = Search(filter);

        var page = await FindAsync(search);

        Assert.Equal(SampleMart.Blends.Count(blend => Passes(search.Filter, blend)), page.Total);
        Assert.All(page.Items, blend => Assert.True(Passes(search.Filter, blend), blend.BlendId));
    }

    [Theory]
    [InlineData("quality", false)]
    [InlineData("quality", true)]
    [InlineData("fid", true)]
    [InlineData("left", false)]
    [InlineData("cat", true)]
    [InlineData("ratio", false)]
    [InlineData("start", true)]
    [InlineData("computed", true)]
    [InlineData("id", false)]
    public async Task Search_Sort_PagesThroughTheFileInOrder(string key, bool descending)
    {
        var search = Search("motion=cmu_02_01") with { Sort = new BlendSort(key, descending), Size = 100 };
        var found = new List<BlendDocument>();
        for (var page = await FindAsync(search); page.Items.Count > 0; page = await FindAsync(search))
        {
            found.AddRange(page.Items);
            search = search with { Page = search.Page + 1 };
        }

        var all = SampleMart.Blends.Where(blend => Passes(search.Filter, blend)).OrderBy(blend => blend.BlendId, StringComparer.Ordinal);
        var expected = key switch
        {
            "left" => Ordered(all, blend => blend.LeftMotionId, StringComparer.Ordinal),
            "cat" => Ordered(all, blend => QualityNames.Of(blend.QualityCategory), StringComparer.Ordinal),
            "start" => Ordered(all, blend => blend.TransitionStartFrame),
            "computed" => Ordered(all, blend => blend.ComputedAt),
            "id" => all,
            _ => Ordered(all, blend => (float)BlendMetric.Find(key)!.Of(blend)),
        };
        Assert.Equal(expected.Select(blend => blend.BlendId), found.Select(blend => blend.BlendId));

        IEnumerable<BlendDocument> Ordered<TKey>(IEnumerable<BlendDocument> blends, Func<BlendDocument, TKey> value, IComparer<TKey>? comparer = null) =>
            descending ? blends.OrderByDescending(value, comparer) : blends.OrderBy(value, comparer);
    }

    [Fact]
    public async Task Search_LastPage_IsReached()
    {
        var page = await FindAsync(new BlendSearch { Page = 20, Size = 500 });

        Assert.Equal(SampleMart.Blends.Count, page.Total);
        Assert.Equal(500, page.Items.Count);
    }

    [Fact]
    public async Task Get_BlendsFromAllOverTheFile_IsAsInTheFile()
    {
        foreach (var blend in SampleMart.Blends.Where((_, i) => i % 500 == 0))
        {
            var result = await Api.Client.GetAsync(blend.BlendId, Cancellation);
            Assert.Equal(blend, result.Value);
        }
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Quality_Filter_AgreesWithTheFile(string filter)
    {
        var meant = Search(filter).Filter;
        var blends = SampleMart.Blends.Where(blend => Passes(meant, blend)).ToList();

        var analytics = await AnalyseAsync(meant, 0.05);

        Assert.Equal(blends.Count, analytics.Total);
        Assert.Equal(Enum.GetValues<QualityCategory>().Select(category => (category, (long)blends.Count(blend => blend.QualityCategory == category))),
            analytics.Categories.Select(count => (count.Category, count.Count)));
        Assert.Equal(Enum.GetValues<QualityIssue>().Select(issue => (issue, (long)blends.Count(blend => blend.Flags.Contains(issue)))),
            analytics.Issues.Select(count => (count.Issue, count.Count)));
        Assert.Equal(blends.Count(blend => blend.Flags.Any()), analytics.Flagged);
        Assert.Equal(blends.Count, analytics.Histogram.Bars.Sum(bar => bar.Count));
        Assert.Equal(blends.Count == 0 ? null : blends.Max(blend => blend.ComputedAt), analytics.NewestComputedAt);
        AssertScores(blends, analytics);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cat=good&method=linear")]
    public async Task Quality_EveryCount_IsTheTotalOfItsDrillDown(string filter)
    {
        var meant = Search(filter).Filter;

        var analytics = await AnalyseAsync(meant, 0.1);

        foreach (var count in analytics.Categories.Where(count => meant.Categories.Count == 0 || meant.Categories.Contains(count.Category)))
        {
            Assert.Equal(count.Count, (await FindAsync(Only(meant with { Categories = [count.Category] }))).Total);
        }

        foreach (var count in analytics.Issues)
        {
            Assert.Equal(count.Count, (await FindAsync(Only(meant with { Issues = [count.Issue] }))).Total);
        }

        Assert.Equal(analytics.Flagged, (await FindAsync(Only(meant with { Clean = false }))).Total);
        Assert.Equal(analytics.Total - analytics.Flagged, (await FindAsync(Only(meant with { Clean = true }))).Total);
    }

    /// <summary>The scores of this index lie at the edges and one 32-bit float beside them, where rounding would show.</summary>
    [Fact]
    public async Task Quality_EveryBar_IsTheTotalOfItsDrillDownAtTheEdgesToo() => await Gen.Int[100, 10_000].SampleAsync(async tenThousandths =>
    {
        var analytics = await AnalyseAsync(BlendFilter.None, tenThousandths / 10_000.0, _backend.Edges);
        var bars = analytics.Histogram.Bars;

        Assert.Equal(LoadedBackend.EdgeBlends.Count, bars.Sum(bar => bar.Count));
        foreach (var bar in bars.Where((_, i) => i % Math.Max(1, bars.Count / 4) == 0).Append(bars[^1]))
        {
            var range = new NumberRange(bar.From, bar.To, ExcludesTo: bar != bars[^1]);
            var found = await FindAsync(Only(new BlendFilter { Ranges = [new MetricRange(Score, range)] }), _backend.Edges);
            Assert.Equal(bar.Count, found.Total);
        }
    }, iter: 40, threads: 1);

    [Fact]
    public async Task Cluster_Sample_IsDescribed()
    {
        var overview = (await Api.Client.ClusterAsync(Cancellation)).Value;

        var index = Assert.Single(overview.Indices);
        Assert.Equal(SampleMart.Blends.Count, index.Documents);
        Assert.Equal((3, 0, "30s", 1, "test-run"), (index.PrimaryShards, index.Replicas, index.RefreshInterval, index.SchemaVersion, index.ExportRun));
        Assert.StartsWith(overview.Alias + "-", index.Name, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Green, index.Status);
        Assert.InRange(index.StoreBytes, 1, long.MaxValue);
        Assert.StartsWith("8.", overview.Version, StringComparison.Ordinal);
        Assert.Equal(SampleMart.Blends.Max(blend => blend.ComputedAt), overview.NewestComputedAt);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ApiServer Api => _backend.Sample;

    private static void AssertScores(List<BlendDocument> blends, QualityAnalytics analytics)
    {
        if (blends.Count == 0)
        {
            Assert.Null(analytics.AverageScore);
            Assert.Null(analytics.Percentiles);
            return;
        }

        var scores = blends.Select(blend => (double)(float)blend.QualityScore).Order().ToList();
        Assert.Equal(scores.Average(), analytics.AverageScore.GetValueOrDefault(), 1e-9);
        Assert.NotNull(analytics.Percentiles);
        AssertPercentile(5, analytics.Percentiles.P5);
        AssertPercentile(25, analytics.Percentiles.P25);
        AssertPercentile(50, analytics.Percentiles.P50);
        AssertPercentile(75, analytics.Percentiles.P75);
        AssertPercentile(95, analytics.Percentiles.P95);

        // t-digest is exact for small sets and within a percent of rank for large ones.
        void AssertPercentile(double percent, double value)
        {
            double At(double rank) => scores[(int)Math.Clamp(Math.Round(rank), 0, scores.Count - 1)];
            var rank = percent / 100 * (scores.Count - 1);
            var slack = 1 + (scores.Count * 0.01);
            Assert.InRange(value, At(rank - slack), At(rank + slack));
        }
    }

    /// <summary>The grammar's meaning, written a second time over documents: numbers compare as 32-bit floats.</summary>
    private static bool Passes(BlendFilter filter, BlendDocument blend)
    {
        static bool Any<T>(IReadOnlyList<T> asked, params T[] values) => asked.Count == 0 || values.Any(asked.Contains);
        return Any(filter.Categories, blend.QualityCategory)
            && Any(filter.Methods, blend.Method)
            && Any(filter.Issues, [.. blend.Flags])
            && (filter.Clean is not { } clean || clean != blend.Flags.Any())
            && Any(filter.LeftMotions, blend.LeftMotionId)
            && Any(filter.RightMotions, blend.RightMotionId)
            && Any(filter.Motions, blend.LeftMotionId, blend.RightMotionId)
            && filter.Ranges.All(range => Within(range.Range, (float)range.Metric.Of(blend)))
            && (filter.Since?.At is not { } since || blend.ComputedAt >= since)
            && (filter.Until?.At is not { } until || blend.ComputedAt < until);
    }

    private static bool Within(NumberRange range, float value) =>
        (range.From is not { } from || value >= (float)from)
        && (range.To is not { } to || (range.ExcludesTo ? value < (float)to : value <= (float)to));

    private static BlendSearch Only(BlendFilter filter) => new() { Filter = filter, Size = 1 };

    private static BlendSearch Search(string query)
    {
        var search = BlendQueryString.Parse(
            query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => KeyValuePair.Create(pair[0], pair[1])),
            out var errors);
        Assert.Empty(errors);
        return search;
    }

    private async Task<BlendPage> FindAsync(BlendSearch search, ApiServer? api = null) =>
        (await (api ?? Api).Client.SearchAsync(search, Cancellation)).Value;

    private async Task<QualityAnalytics> AnalyseAsync(BlendFilter filter, double interval, ApiServer? api = null) =>
        (await (api ?? Api).Client.QualityAsync(filter, interval, Cancellation)).Value;
}
