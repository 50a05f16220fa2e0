using System.Text.Json;
using MotionBlend.SearchNode.Aggregations.Buckets;
using MotionBlend.SearchNode.Api.Search;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Sql.Aggregations;

namespace MotionBlend.SearchNode.Aggregations.Metrics;

/// <summary><c>top_hits</c>: the first documents of a bucket, as a search shows its hits.</summary>
internal sealed record TopHitsAggregation(string Name, SearchRequest Hits) : Aggregation(Name)
{
    public override string Kind => "top_hits";

    public override bool TakesChildren => false;

    public override bool NeedsScores => ShowsScores || Hits.Sort.Any(key => key.Field == SortKey.Score);

    public static Aggregation Parse(AggregationBody body)
    {
        var hits = SearchRequestParser.ParseHits(body.TakeAll(), $"[top_hits] aggregation [{body.Name}]");
        // Elasticsearch shows sort values here as they are, whatever their format.
        return new TopHitsAggregation(body.Name, hits with { Sort = [.. hits.Sort.Select(key => key with { Format = null })] });
    }

    public override void Require(RowColumns columns)
    {
        columns.Sort(Hits.Sort);
        columns.NeedsScores |= NeedsScores;
    }

    public override IReadOnlyDictionary<BucketKey, AggregationResult> Evaluate(AggregationRun run, BucketRows rows)
    {
        var found = TopHitsSql.Rows(run.Session, rows, run.Columns.Sort(Hits.Sort), Hits.From, Hits.Size);
        if (Hits is { TrackScores: true, Sort.Count: > 0 } && run.Request.Aggregations.Any(outermost => outermost is GlobalAggregation))
            found = ScoredByQuery(run, rows, found);
        var shown = found.Where(row => row.Row is not null).ToList();
        var hits = HitFetch.Hits(run.Session, run.Columns.Targets, Shown(run), [.. shown.Select(row => row.Row! with { Score = ShowsScores ? row.Row.Score : null })]);
        var byBucket = shown.Zip(hits).ToLookup(pair => pair.First.Bucket, pair => pair.Second);
        return found.GroupBy(row => row.Bucket).ToDictionary(
            group => group.Key,
            AggregationResult (group) => new TopHitsResult(Shown(run), group.First().Total, ShowsScores ? group.First().Best : null, [.. byBucket[group.Key]]));
    }

    // Elasticsearch looks the scores of a page in order of fields up in the search's query, also below a global, and fails where it does not match.
    private List<TopRow> ScoredByQuery(AggregationRun run, BucketRows rows, List<TopRow> found)
    {
        var page = TopHitsSql.Rows(run.Session, rows, run.Columns.Sort(Hits.Sort), 0, Hits.From + Hits.Size).Select(row => row.Row).OfType<HitRow>().ToList();
        var scores = TopHitsSql.Scores(run.Session, run.Columns.Targets, page);
        return page.Where(row => !scores.ContainsKey((row.Shard, row.Row))).MinBy(row => row.SeqNo) is { } other
            ? throw run.Columns.OnShards(Failure.IllegalArgument($"Doc id {other.SeqNo} doesn't match the query"))
            : [.. found.Select(row => row.Row is { } hit ? row with { Row = hit with { Score = scores[(hit.Shard, hit.Row)] } } : row)];
    }

    // The fields that the search shows of its hits are shown here as well, unless the aggregation says otherwise.
    private SearchRequest Shown(AggregationRun run) => Hits with
    {
        TotalHitsAsInt = run.Request.TotalHitsAsInt,
        Fields = Hits.Fields.Count > 0 ? Hits.Fields : run.Request.Fields,
    };

    // Unlike a search, a sort key of the score alone does not show it.
    private bool ShowsScores => Hits.Sort.Count == 0 || Hits.TrackScores;

    public override AggregationResult Empty(AggregationRun run) => new TopHitsResult(Shown(run), 0, null, []);
}

/// <summary>Some hits of a bucket, and how many there are.</summary>
internal sealed record TopHitsResult(SearchRequest Request, long Total, float? Best, IReadOnlyList<Hit> Hits) : AggregationResult
{
    public override string TypedName => "top_hits";

    public override void WriteMembers(Utf8JsonWriter writer, bool typedKeys) => SearchReply.WriteHits(
        writer, Request, new SearchResult { Took = default, Shards = 0, Total = Total, MaxScore = Best, Hits = Hits });
}
