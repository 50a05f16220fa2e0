using System.Globalization;
using System.Web;
using MotionBlend.Domain.Analytics;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Cluster;
using MotionBlend.Domain.Indexing;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;

namespace MotionBlend.Web.Tests.Api;

/// <summary>Answers the API's questions about a list of blends, straight from the meaning of the filter.</summary>
internal sealed class BlendSet(IReadOnlyList<BlendDocument> blends, DateTimeOffset now)
{
    /// <summary>The time that it is in tests: the afternoon after the sample's last row.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The blends that a filter lets pass.</summary>
    public IEnumerable<BlendDocument> Matching(BlendFilter filter) => blends.Where(blend => Matches(filter, blend));

    public BlendDocument? Find(string id) => blends.FirstOrDefault(blend => blend.BlendId == id);

    public BlendPage Search(string query)
    {
        var search = BlendQueryString.Parse(Parameters(query), out _);
        var matching = Matching(search.Filter).ToList();
        var metric = BlendMetric.Find(search.Sort.Key);
        var ordered = metric is null
            ? matching.OrderBy(blend => blend.BlendId, StringComparer.Ordinal)
            : search.Sort.Descending ? matching.OrderByDescending(metric.Of) : matching.OrderBy(metric.Of);
        return new BlendPage(matching.Count, search.Page, search.Size,
            [.. ordered.ThenBy(blend => blend.BlendId, StringComparer.Ordinal).Skip((search.Page - 1) * search.Size).Take(search.Size)], 1);
    }

    public QualityAnalytics Quality(string query)
    {
        var parameters = Parameters(query);
        var interval = double.Parse(parameters.Single(parameter => parameter.Key == "interval").Value, CultureInfo.InvariantCulture);
        return Quality(BlendQueryString.Parse(parameters.Where(parameter => parameter.Key != "interval"), out _).Filter, interval);
    }

    public QualityAnalytics Quality(BlendFilter filter, double interval)
    {
        var set = Matching(filter).ToList();
        var scores = set.Select(blend => blend.QualityScore).Order().ToList();
        var count = (int)Math.Round(1 / interval);
        var bars = Enumerable.Range(0, count).Select(bar => new HistogramBar(Edge(bar), Edge(bar + 1), scores.Count(score => Bar(score) == bar)));
        return new QualityAnalytics(
            set.Count,
            set.Count == 0 ? null : scores.Average(),
            set.Count == 0 ? null : new ScorePercentiles(At(0.05), At(0.25), At(0.5), At(0.75), At(0.95)),
            [.. Enum.GetValues<QualityCategory>().Select(category => Category(category))],
            new ScoreHistogram(interval, [.. bars]),
            [.. Enum.GetValues<QualityIssue>().Select(issue => Issue(issue))],
            set.Count(blend => blend.Flags.Any()),
            set.Count == 0 ? null : set.Max(blend => blend.ComputedAt),
            1);

        double Edge(int bar) => Math.Round(bar * interval, 6);
        int Bar(double score) => Math.Min(count - 1, Enumerable.Range(0, count).Last(bar => Edge(bar) <= score));
        double At(double share) => scores[(int)(share * (scores.Count - 1))];
        CategoryCount Category(QualityCategory category)
        {
            var matching = set.Count(blend => blend.QualityCategory == category);
            return new CategoryCount(category, matching, set.Count == 0 ? 0 : (double)matching / set.Count);
        }

        IssueCount Issue(QualityIssue issue)
        {
            var matching = set.Count(blend => blend.Flags.Contains(issue));
            return new IssueCount(issue, matching, set.Count == 0 ? 0 : (double)matching / set.Count);
        }
    }

    public ClusterOverview Cluster() => new(
        HealthStatus.Yellow, "1 replica has no node; searches are complete.", "test", "8.19.0", 1, 1, 1, 1, 1, BlendIndex.Alias,
        blends.Count == 0
            ? []
            : [new IndexOverview("mb_blends_v1-20261120", HealthStatus.Yellow, blends.Count, 0, 6_300_000, 1, 1, "30s", 1, "run-1")],
        blends.Count == 0 ? null : blends.Max(blend => blend.ComputedAt));

    private static List<KeyValuePair<string, string>> Parameters(string query)
    {
        var values = HttpUtility.ParseQueryString(query);
        return [.. values.AllKeys.Select(key => new KeyValuePair<string, string>(key ?? "", values[key] ?? ""))];
    }

    private bool Matches(BlendFilter filter, BlendDocument blend) =>
        Any(filter.Categories, blend.QualityCategory)
        && Any(filter.Methods, blend.Method)
        && (filter.Issues.Count == 0 || filter.Issues.Intersect(blend.Flags).Any())
        && (filter.Clean is null || filter.Clean == !blend.Flags.Any())
        && Any(filter.LeftMotions, blend.LeftMotionId)
        && Any(filter.RightMotions, blend.RightMotionId)
        && (filter.Motions.Count == 0 || filter.Motions.Contains(blend.LeftMotionId) || filter.Motions.Contains(blend.RightMotionId))
        && filter.Ranges.All(range => Within(range.Range, range.Metric.Of(blend)))
        && (filter.Since is not { } since || blend.ComputedAt >= since.Resolve(now))
        && (filter.Until is not { } until || blend.ComputedAt < until.Resolve(now));

    private static bool Any<T>(IReadOnlyList<T> values, T value) => values.Count == 0 || values.Contains(value);

    private static bool Within(NumberRange range, double value) =>
        (range.From is not { } from || value >= from)
        && (range.To is not { } to || (range.ExcludesTo ? value < to : value <= to));
}
