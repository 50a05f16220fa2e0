using MotionBlend.SearchNode.Aggregations.Metrics;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Search;
using MotionBlend.SearchNode.Search.Rows;
using MotionBlend.SearchNode.Sql.Aggregations;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Aggregations;

/// <summary>One evaluation of a tree of aggregations over the matching rows of a search.</summary>
internal sealed class AggregationRun
{
    // How many empty buckets Elasticsearch makes before it tells of them.
    private const int GapsAtOnce = 10_000;

    private readonly KnownRows? _known;
    private readonly int _maxBuckets;
    private readonly Dictionary<Aggregation, IReadOnlyDictionary<BucketKey, long>> _counted = new(ReferenceEqualityComparer.Instance);
    private BucketRows? _matching;
    private long? _rows;
    private int _buckets;
    private long _told;

    private AggregationRun(ReadSession session, RowColumns columns, SearchRequest request, KnownRows? known, int maxBuckets)
    {
        Session = session;
        Columns = columns;
        Request = request;
        _known = known;
        _maxBuckets = maxBuckets;
    }

    public ReadSession Session { get; }

    public RowColumns Columns { get; }

    public SearchRequest Request { get; }

    /// <summary>All documents of the searched indices, in no bucket.</summary>
    public BucketRows AllRows => new(parameters => MatchedRowsSql.All(Columns, parameters), 0);

    /// <summary>Evaluates the aggregations of a search.</summary>
    /// <param name="session">The view.</param>
    /// <param name="targets">The searched indices.</param>
    /// <param name="request">The search.</param>
    /// <param name="known">Its matching rows, where the query cache knows them.</param>
    /// <param name="maxBuckets">How many buckets there may be.</param>
    /// <returns>The results, the number of their buckets, and the number of matching rows where it came with them.</returns>
    /// <exception cref="FailureException">A field cannot be aggregated, or there are too many buckets.</exception>
    public static (AggregationResults Results, int Buckets, long? Rows) Execute(
        ReadSession session, IReadOnlyList<SearchTarget> targets, SearchRequest request, KnownRows? known, int maxBuckets)
    {
        var run = new AggregationRun(session, new RowColumns(targets), request, known, maxBuckets);
        foreach (var aggregation in request.Aggregations)
            aggregation.RequireTree(run.Columns);
        foreach (var aggregation in request.Aggregations)
            aggregation.RequireMade(run.Columns);
        if (targets.Count == 0)
            return (Pipelines.PipelineReduction.Reduce(request.Aggregations, run.EmptyOf(request.Aggregations)), run._buckets, null);
        var found = request.TerminateAfter is null ? run.EvaluateAll(request.Aggregations, run.Matching) : run.EvaluateEarly(request.Aggregations);
        var results = Pipelines.PipelineReduction.Reduce(request.Aggregations, found.Of(BucketKey.Root));
        return (results, run._buckets, targets.Any(target => target.PostFilter is not null) ? null : run._rows);
    }

    private BucketRows Matching => new(parameters => MatchedRowsSql.Select(Columns, Request.MinScore, parameters), 0);

    private SiblingResults EvaluateAll(IReadOnlyList<Aggregation> aggregations, BucketRows rows)
    {
        _matching = rows;
        return Evaluate(aggregations, rows);
    }

    // Where a search ends early, some aggregations are of the first documents and some of all.
    private SiblingResults EvaluateEarly(IReadOnlyList<Aggregation> aggregations)
    {
        var uncut = new UncutAggregations(Session, Columns);
        var sides = aggregations.ToLookup(uncut.Contains);
        var all = EvaluateAll([.. sides[true]], new BucketRows(parameters => MatchedRowsSql.Uncut(Columns, parameters), 0));
        var first = EvaluateAll([.. sides[false]], Matching);
        return new SiblingResults(this, [.. SiblingResults.OfRows(aggregations)], all.Found.Concat(first.Found).ToDictionary());
    }

    /// <summary>Evaluates siblings over rows: those of row functions together, the others one by one.</summary>
    public SiblingResults Evaluate(IReadOnlyList<Aggregation> siblings, BucketRows rows) => Evaluate(siblings, rows, []);

    /// <summary>Whether rows are all matching ones, in no bucket.</summary>
    public bool IsAll(BucketRows rows) => ReferenceEquals(rows, _matching);

    /// <summary>What the query cache knows of rows: nothing but of all matching ones.</summary>
    public KnownRows? Known(BucketRows rows) => IsAll(rows) ? _known : null;

    /// <summary>The number of rows in each bucket of an aggregation that divides them by a key, and the results of its sub-aggregations.</summary>
    public (IReadOnlyDictionary<BucketKey, long> Counts, SiblingResults Children) Buckets(Aggregation aggregation, BucketRows rows) =>
        _counted.Remove(aggregation, out var counts)
            ? (counts, new SiblingResults(this, [], new Dictionary<string, IReadOnlyDictionary<BucketKey, AggregationResult>>()))
            : Buckets(aggregation.Children, aggregation.Divide(this, rows)!);

    /// <summary>The number of rows in each bucket, and the results of the sub-aggregations there.</summary>
    public (IReadOnlyDictionary<BucketKey, long> Counts, SiblingResults Children) Buckets(IReadOnlyList<Aggregation> children, BucketRows inside)
    {
        // No aggregation can have an empty name, so the count can stand beside them.
        var results = Evaluate(children, inside, [("", new RowTerms([new RowTerm(RowFunction.Rows)], values => new CountResult("", (long)values[0]!)))]);
        return (results.Found[""].ToDictionary(count => count.Key, count => ((CountResult)count.Value).Value), results);
    }

    /// <summary>True while the sub-aggregations of a bucket are made that only fills a gap: no shard has collected for it.</summary>
    public bool FillsGap { get; private set; }

    /// <summary>The results of siblings in a bucket that only fills a gap between others.</summary>
    public AggregationResults InGap(IReadOnlyList<Aggregation> siblings)
    {
        var outer = FillsGap;
        FillsGap = true;
        var results = EmptyOf(siblings);
        FillsGap = outer;
        return results;
    }

    /// <summary>The results of siblings over no rows.</summary>
    public AggregationResults EmptyOf(IReadOnlyList<Aggregation> siblings) =>
        siblings.Count == 0 ? AggregationResults.None : new AggregationResults([.. SiblingResults.OfRows(siblings).Select(a => (a, a.Empty(this)))]);

    private SiblingResults Evaluate(IReadOnlyList<Aggregation> siblings, BucketRows rows, IReadOnlyList<(string Name, RowTerms Terms)> more)
    {
        var found = new Dictionary<string, IReadOnlyDictionary<BucketKey, AggregationResult>>(StringComparer.Ordinal);
        var own = SiblingResults.OfRows(siblings).ToList();
        var terms = own.Select(sibling => (sibling.Name, Terms: sibling.AsTerms(this))).Where(t => t.Terms is not null).Select(t => (t.Name, t.Terms!));
        foreach (var (name, results) in RowTermEvaluation.Evaluate(this, [.. more, .. terms], rows))
            found[name] = results;
        CountTogether(own, rows);
        foreach (var sibling in own.Where(sibling => !found.ContainsKey(sibling.Name)))
            found[sibling.Name] = sibling.Evaluate(this, rows);
        return new SiblingResults(this, own, found);
    }

    // Siblings that only count what has which key are counted in one look at the rows.
    private void CountTogether(IReadOnlyList<Aggregation> siblings, BucketRows rows)
    {
        var counting = siblings
            .Where(sibling => sibling.Children.Count == 0)
            .Select(sibling => (Sibling: sibling, Key: sibling.Divide(this, rows)?.LastKey!))
            .Where(division => division.Key is not null)
            .ToList();
        if (Known(rows) is { } known)
        {
            foreach (var (sibling, key) in counting.ToList())
            {
                if (known.Counts(Columns, key) is not { } counted)
                    continue;
                _counted[sibling] = counted;
                counting.RemoveAll(division => ReferenceEquals(division.Sibling, sibling));
            }
        }

        if (counting.Count < 2)
            return;
        var counts = BucketSql.Counts(Session, rows, [.. counting.Select(division => division.Key)]);
        for (var i = 0; i < counting.Count; i++)
            _counted[counting[i].Sibling] = counts[i];
        if (IsAll(rows))
            _rows = counts[^1].GetValueOrDefault(BucketKey.Root);
    }

    /// <summary>
    /// Counts the empty buckets of a histogram once more than they are: Elasticsearch tells of them while it makes them, ten thousand
    /// at a time, and then of all buckets together.
    /// </summary>
    /// <exception cref="FailureException">There are too many.</exception>
    public void CountGaps(long empty)
    {
        var told = empty / GapsAtOnce * GapsAtOnce;
        RequireRoom(told);
        _told += told;
    }

    /// <summary>Counts buckets of the reply against the limit; an aggregation of one bucket has none that counts.</summary>
    /// <exception cref="FailureException">There are too many.</exception>
    public void CountBuckets(int buckets)
    {
        RequireRoom(buckets);
        _buckets += buckets;
    }

    /// <summary>Refuses so many more buckets before they are made.</summary>
    /// <exception cref="FailureException">There are too many.</exception>
    public void RequireRoom(double buckets)
    {
        if (_told + _buckets + buckets <= _maxBuckets)
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

/// <summary>The results of sibling aggregations in all buckets around them, without those of pipelines.</summary>
internal sealed class SiblingResults(
    AggregationRun run,
    IReadOnlyList<Aggregation> siblings,
    IReadOnlyDictionary<string, IReadOnlyDictionary<BucketKey, AggregationResult>> found)
{
    /// <summary>The results by name and bucket.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<BucketKey, AggregationResult>> Found => found;

    /// <summary>The results in one bucket.</summary>
    public AggregationResults Of(BucketKey key) => siblings.Count == 0
        ? AggregationResults.None
        : new AggregationResults([.. siblings.Select(a => (a, found[a.Name].GetValueOrDefault(key) ?? a.Empty(run)))]);

    /// <summary>The aggregations that read rows: pipelines read results.</summary>
    public static IEnumerable<Aggregation> OfRows(IReadOnlyList<Aggregation> siblings) => siblings.Where(sibling => sibling is not Pipelines.IPipeline);
}
