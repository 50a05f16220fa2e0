using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Sql.Aggregations;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>Bounds of a histogram; either side may be open.</summary>
internal sealed record HistogramBounds(double? Min, double? Max);

/// <summary><c>histogram</c>: buckets of equal width, key = floor((value − offset) / interval) · interval + offset.</summary>
internal sealed record HistogramAggregation(string Name, string Field, double Interval) : Aggregation(Name)
{
    public override string Kind => "histogram";

    public double Offset { get; init; }

    public long MinDocCount { get; init; }

    /// <summary>Empty buckets reach at least so far.</summary>
    public HistogramBounds? ExtendedBounds { get; init; }

    /// <summary>Buckets outside are left out.</summary>
    public HistogramBounds? HardBounds { get; init; }

    public BucketOrder Order { get; init; } = BucketOrder.ByKey;

    public bool Keyed { get; init; }

    public double? Missing { get; init; }

    public static Aggregation Parse(AggregationBody body)
    {
        body.Refuse("script", "format");
        return new HistogramAggregation(body.Name, body.Field(), Positive(body))
        {
            Offset = body.Read("offset", value => value.AsDouble()) ?? 0,
            MinDocCount = body.Read("min_doc_count", value => value.AsLong()) ?? 0,
            ExtendedBounds = Bounds(body, "extended_bounds"),
            HardBounds = Bounds(body, "hard_bounds"),
            Order = body.Take("order") is { } order ? BucketOrder.Parse(order) : BucketOrder.ByKey,
            Keyed = body.Bool("keyed", false),
            Missing = body.Read("missing", value => value.AsDouble()),
        };
    }

    public override void Require(RowColumns columns) => columns.RequireFamily(
        this, columns.Field(Field), FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date, FieldFamily.Boolean);

    public override IReadOnlyDictionary<BucketKey, AggregationResult> Evaluate(AggregationRun run, BucketRows rows)
    {
        var column = run.Columns.Field(Field);
        var inside = BucketSql.ByValue(
            rows,
            column,
            (value, parameters) => HistogramSql.Ordinal(value, Interval, Offset, parameters),
            Missing is { } missing ? parameters => parameters.Add(missing) : null);
        var counts = BucketSql.Counts(run.Session, inside).Where(count => InHardBounds(KeyOf((double)count.Key.Last)));
        var children = run.Evaluate(Children, inside);
        return counts.GroupBy(count => count.Key.Parent).ToDictionary(
            group => group.Key,
            AggregationResult (group) => Result(run, group.ToDictionary(c => (double)c.Key.Last, c => new Bucket(KeyOf((double)c.Key.Last), null, c.Value, children.Of(c.Key)))));
    }

    public override AggregationResult Empty(AggregationRun run) => Result(run, []);

    private double KeyOf(double ordinal) => (ordinal * Interval) + Offset;

    private BucketsResult Result(AggregationRun run, Dictionary<double, Bucket> found)
    {
        if (MinDocCount == 0)
            FillGaps(run, found);
        var buckets = Order.Sort(found.Values.Where(bucket => bucket.Count >= MinDocCount), Children);
        run.CountBuckets(buckets.Count);
        return new BucketsResult("histogram", buckets, Keyed);
    }

    private void FillGaps(AggregationRun run, Dictionary<double, Bucket> found)
    {
        var first = found.Count > 0 ? found.Keys.Min() : double.PositiveInfinity;
        var last = found.Count > 0 ? found.Keys.Max() : double.NegativeInfinity;
        if (ExtendedBounds is { } bounds)
        {
            first = Math.Min(first, Ordinal(bounds.Min) ?? first);
            last = Math.Max(last, Ordinal(bounds.Max) ?? last);
        }

        if (!double.IsFinite(first) || !double.IsFinite(last))
            return;
        run.CountBuckets((int)Math.Min(int.MaxValue / 2, last - first + 1 - found.Count));
        for (var ordinal = first; ordinal <= last; ordinal++)
            if (!found.ContainsKey(ordinal) && InHardBounds(KeyOf(ordinal)))
                found[ordinal] = new Bucket(KeyOf(ordinal), null, 0, run.EmptyOf(Children));
    }

    private double? Ordinal(double? value) => value is { } number ? Math.Floor((number - Offset) / Interval) : null;

    private bool InHardBounds(double key) => HardBounds is not { } bounds || (!(key + Interval <= bounds.Min) && !(key > bounds.Max));

    private static double Positive(AggregationBody body) => body.Read("interval", value => value.AsDouble() is var interval and > 0
            ? interval
            : throw Failure.IllegalArgument($"[interval] must be >0 for histogram aggregation [{body.Name}]").Raise())
        ?? throw Failure.IllegalArgument("Required [interval]").Raise();

    private static HistogramBounds? Bounds(AggregationBody body, string key)
    {
        if (body.Take(key) is not { } bounds)
            return null;
        foreach (var member in bounds.Members)
        {
            if (member.Name is not ("min" or "max"))
            {
                throw new Failure(
                    FailureKind.XContentParse, $"{member.Value.LocationAt(member.NameStart)} [bounds] unknown field [{member.Name}]").Raise();
            }
        }

        var found = new HistogramBounds(Number(bounds["min"]), Number(bounds["max"]));
        return found.Max < found.Min
            ? throw Failure.IllegalArgument(
                $"[{key}] min [{JavaNumbers.Text(found.Min ?? 0)}] is greater than max [{JavaNumbers.Text(found.Max ?? 0)}] for histogram aggregation [{body.Name}]").Raise()
            : found;
    }

    private static double? Number(JsonValue? value) => value is null or { IsNull: true } ? null : value.AsDouble();
}
