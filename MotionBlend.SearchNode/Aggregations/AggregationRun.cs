using MotionBlend.SearchNode.Aggregations.Metrics;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Sql.Aggregations;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>One evaluation of a tree of aggregations over the matching rows of a search.</summary>
internal sealed class AggregationRun
{
    private readonly int _maxBuckets;
    private int _buckets;

    private AggregationRun(DuckSession session, RowColumns columns, int maxBuckets)
    {
        Session = session;
        Columns = columns;
        _maxBuckets = maxBuckets;
    }

    public DuckSession Session { get; }

    public RowColumns Columns { get; }

    /// <summary>Evaluates the aggregations of a search.</summary>
    /// <exception cref="FailureException">A field cannot be aggregated, or there are too many buckets.</exception>
    public static AggregationResults Execute(
        DuckSession session, IReadOnlyList<SearchTarget> targets, SearchRequest request, int maxBuckets)
    {
        var run = new AggregationRun(session, new RowColumns(targets), maxBuckets);
        foreach (var aggregation in request.Aggregations)
            aggregation.RequireTree(run.Columns);
        if (targets.Count == 0)
            return run.EmptyOf(request.Aggregations);
        var rows = new BucketRows(parameters => MatchedRowsSql.Select(run.Columns, request.MinScore, parameters), 0);
        return run.Evaluate(request.Aggregations, rows).Of(BucketKey.Root);
    }

    /// <summary>Evaluates siblings over rows: metrics of the same column together, buckets one by one.</summary>
    public SiblingResults Evaluate(IReadOnlyList<Aggregation> siblings, BucketRows rows)
    {
        var found = new Dictionary<string, IReadOnlyDictionary<BucketKey, AggregationResult>>(StringComparer.Ordinal);
        foreach (var (aggregation, results) in MetricEvaluation.Evaluate(this, [.. siblings.OfType<MetricAggregation>()], rows))
            found[aggregation.Name] = results;
        foreach (var aggregation in siblings.Where(a => a is not MetricAggregation))
            found[aggregation.Name] = aggregation.Evaluate(this, rows);
        return new SiblingResults(this, siblings, found);
    }

    /// <summary>The results of siblings over no rows.</summary>
    public AggregationResults EmptyOf(IReadOnlyList<Aggregation> siblings) =>
        siblings.Count == 0 ? AggregationResults.None : new AggregationResults([.. siblings.Select(a => (a, a.Empty(this)))]);

    /// <summary>Counts buckets of the reply against the limit.</summary>
    /// <exception cref="FailureException">There are too many.</exception>
    public void CountBuckets(int buckets)
    {
        _buckets += buckets;
        if (_buckets <= _maxBuckets)
            return;
        throw QueryFailures.ReduceFailed(new Failure(
            FailureKind.TooManyBuckets,
            $"Trying to create too many buckets. Must be less than or equal to: [{_maxBuckets}] but this number of buckets was exceeded. "
            + "This limit can be set by changing the [search.max_buckets] cluster level setting.")
        {
            MaxBuckets = _maxBuckets,
        }).Raise();
    }
}

/// <summary>The results of sibling aggregations in all buckets around them.</summary>
internal sealed class SiblingResults(
    AggregationRun run,
    IReadOnlyList<Aggregation> siblings,
    IReadOnlyDictionary<string, IReadOnlyDictionary<BucketKey, AggregationResult>> found)
{
    /// <summary>The results in one bucket.</summary>
    public AggregationResults Of(BucketKey key) => siblings.Count == 0
        ? AggregationResults.None
        : new AggregationResults([.. siblings.Select(a => (a, found[a.Name].GetValueOrDefault(key) ?? a.Empty(run)))]);
}
