using MotionBlend.Domain.Analytics;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;
using MotionBlend.Elasticsearch.Search;

namespace MotionBlend.Api.Queries;

/// <summary>
/// Quality analytics of a set of blends by one search. Every count is that of a <see cref="BlendFilter"/>, the one that its
/// drill-down link carries: a <c>histogram</c> aggregation would round scores to bars in another way than ranges compare them.
/// </summary>
/// <param name="filter">Which blends.</param>
/// <param name="interval">Width of a bar, see <see cref="ScoreBars"/>.</param>
/// <param name="now">The time that ages are counted from.</param>
internal sealed class QualityAnalyticsQuery(BlendFilter filter, decimal interval, DateTimeOffset now)
{
    private const string Categories = "categories";
    private const string Bars = "bars";
    private const string Issues = "issues";
    private const string Average = "average";
    private const string Percentiles = "percentiles";
    private const string Flagged = "any";

    private static readonly BlendMetric Score = BlendMetric.All[0];
    private static readonly double[] Percents = [5, 25, 50, 75, 95];

    private readonly IReadOnlyList<NumberRange> _bars = ScoreBars.Of(interval);

    /// <summary>The request.</summary>
    public SearchRequest Request() => new()
    {
        Query = BlendFilterQuery.From(filter, now),
        Aggregations =
        [
            new(Categories, Count(Enum.GetValues<QualityCategory>()
                .Select(category => (QualityNames.Of(category), new BlendFilter { Categories = [category] })))),
            new(Bars, Count(_bars.Select(bar => (bar.ToString(), new BlendFilter { Ranges = [new MetricRange(Score, bar)] })))),
            new(Issues, Count(Enum.GetValues<QualityIssue>()
                .Select(issue => (QualityNames.Of(issue), new BlendFilter { Issues = [issue] }))
                .Append((Flagged, new BlendFilter { Clean = false })))),
            new(Average, new AverageAggregation(Score.Field)),
            new(Percentiles, new PercentilesAggregation(Score.Field, Percents)),
            NewestComputedAt.Aggregation,
        ],
    };

    /// <summary>Takes the analytics out of the reply.</summary>
    public QualityAnalytics Read(SearchReply reply)
    {
        double Share(long count) => reply.Total == 0 ? 0 : (double)count / reply.Total;
        return new QualityAnalytics(
            reply.Total,
            reply.Metric(Average),
            reply.Percentiles(Percentiles) is [{ } p5, { } p25, { } p50, { } p75, { } p95] ? new ScorePercentiles(p5, p25, p50, p75, p95) : null,
            [
                .. from category in Enum.GetValues<QualityCategory>()
                   let count = reply.FilterCount(Categories, QualityNames.Of(category))
                   select new CategoryCount(category, count, Share(count)),
            ],
            new ScoreHistogram((double)interval,
            [
                .. _bars.Select(bar =>
                    new HistogramBar(bar.From.GetValueOrDefault(), bar.To.GetValueOrDefault(), reply.FilterCount(Bars, bar.ToString()))),
            ]),
            [
                .. from issue in Enum.GetValues<QualityIssue>()
                   let count = reply.FilterCount(Issues, QualityNames.Of(issue))
                   select new IssueCount(issue, count, Share(count)),
            ],
            reply.FilterCount(Issues, Flagged),
            NewestComputedAt.Read(reply),
            reply.TookMilliseconds);
    }

    private FiltersAggregation Count(IEnumerable<(string Name, BlendFilter Filter)> filters) =>
        new([.. filters.Select(pair => KeyValuePair.Create(pair.Name, BlendFilterQuery.From(pair.Filter, now)))]);
}
