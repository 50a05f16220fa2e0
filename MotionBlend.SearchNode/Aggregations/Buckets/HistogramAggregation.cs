using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Sql.Aggregations;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>Bounds of a histogram; either side may be open.</summary>
internal sealed record HistogramBounds(double? Min, double? Max)
{
    public override string ToString() => $"{(Min is { } min ? JavaNumbers.Text(min) : "")}--{(Max is { } max ? JavaNumbers.Text(max) : "")}";
}

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

    /// <summary>The value of documents that have none, as it was written.</summary>
    public JsonValue? Missing { get; init; }

    /// <summary>Format of the keys.</summary>
    public string? Format { get; init; }

    public static Aggregation Parse(AggregationBody body)
    {
        body.Refuse("script");
        body.WithoutEffect("value_type");
        return new HistogramAggregation(body.Name, body.Field(), Positive(body))
        {
            Offset = body.Read("offset", value => value.AsDouble()) ?? 0,
            MinDocCount = BucketCounts.Least(body),
            ExtendedBounds = Bounds(body, "extended_bounds"),
            HardBounds = Bounds(body, "hard_bounds"),
            Order = BucketOrder.Take(body) ?? BucketOrder.ByKey,
            Keyed = body.Bool("keyed", false),
            Missing = body.TakeWhole("missing"),
            Format = body.Text("format"),
        };
    }

    public override void Require(RowColumns columns)
    {
        columns.RequireFamily(
            this, columns.Field(Field), FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date, FieldFamily.Boolean);
        columns.RequireFormat(columns.Field(Field), Format);
        columns.RequireMissing(columns.Field(Field), Missing, numeric: true, Format);
        if (HardBounds is { } hard && ExtendedBounds is { } extended && (extended.Min < hard.Min || extended.Max > hard.Max))
        {
            throw columns.OnShards(Failure.IllegalArgument(
                $"Extended bounds have to be inside hard bounds, hard bounds: [{hard}], extended bounds: [{extended}]"));
        }
    }

    public override void RequireMade(RowColumns columns)
    {
        base.RequireMade(columns);
        if (Interval <= 0)
            throw columns.OnShards(Failure.IllegalArgument("interval must be positive, got: 0.0"));
        Order.Require(columns, Children);
    }

    public override IReadOnlyDictionary<BucketKey, AggregationResult> Evaluate(AggregationRun run, BucketRows rows)
    {
        var column = run.Columns.Field(Field);
        var format = ValueFormat.Of(column.Type, Format);
        var (counts, children) = run.Buckets(this, rows);
        return DeferredResults.Of(counts.Where(count => InHardBounds((double)count.Key.Last)).GroupBy(count => count.Key.Parent), group => Result(
            run, format, group.ToDictionary(c => (double)c.Key.Last, c => ToBucket((double)c.Key.Last, c.Value, children.Of(c.Key), format))));
    }

    public override BucketRows Divide(AggregationRun run, BucketRows rows)
    {
        var column = run.Columns.Field(Field);
        var missing = MissingValue.Of(column, Missing, numeric: true, Format);
        return BucketSql.ByValue(
            rows,
            BucketSql.AsNumbers(column),
            (value, parameters) => HistogramSql.Ordinal(value, Interval, Offset, parameters),
            missing is null ? null : parameters => parameters.Add(missing));
    }

    public override AggregationResult Empty(AggregationRun run) => Result(run, ValueFormat.Of(run.Columns.Field(Field).Type, Format), []);

    private double KeyOf(double ordinal) => (ordinal * Interval) + Offset;

    private BucketsResult Result(AggregationRun run, ValueFormat format, Dictionary<double, Bucket> found)
    {
        if (MinDocCount == 0)
            FillGaps(run, format, found);
        var buckets = Order.Sort(found.Values.Where(bucket => bucket.Count >= MinDocCount));
        run.CountBuckets(buckets.Count);
        return new BucketsResult("histogram", buckets, Keyed);
    }

    private void FillGaps(AggregationRun run, ValueFormat format, Dictionary<double, Bucket> found)
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
        // Where a step is lost beside the number, there is no end of steps.
        run.RequireRoom(first + 1 > first ? last - first + 1 : double.PositiveInfinity);
        var (empty, known) = (run.InGap(Children), found.Count);
        for (var ordinal = first; ordinal <= last; ordinal++)
            if (!found.ContainsKey(ordinal) && InHardBounds(ordinal))
                found[ordinal] = ToBucket(ordinal, 0, empty, format);
        run.CountGaps(found.Count - known);
    }

    private double? Ordinal(double? value) => value is { } number ? Math.Floor((number - Offset) / Interval) : null;

    private Bucket ToBucket(double ordinal, long count, AggregationResults children, ValueFormat format) =>
        new(KeyOf(ordinal), format.Text(KeyOf(ordinal)), count, children) { TextFirst = true };

    // As in Elasticsearch, bounds are compared with keys before the offset.
    private bool InHardBounds(double ordinal) =>
        HardBounds is not { } bounds || (!(ordinal * Interval < bounds.Min) && !(ordinal * Interval > bounds.Max));

    private static double Positive(AggregationBody body) => body.Read("interval", value => value.AsDouble() is var interval and > 0
            ? interval
            : throw Failure.IllegalArgument($"[interval] must be >0 for histogram aggregation [{body.Name}]").Raise())
        ?? 0;

    private static HistogramBounds? Bounds(AggregationBody body, string key)
    {
        if (body.Take(key) is not { } bounds)
            return null;
        body.RequireMembers(key, "double_bounds", ["min", "max"], JsonKind.Number, JsonKind.String, JsonKind.Null);
        var found = new HistogramBounds(Number("min"), Number("max"));
        return found.Max < found.Min
            ? throw new Failure(FailureKind.XContentParse, "Failed to build [double_bounds] after last required field arrived")
            {
                CausedBy = Failure.IllegalArgument(
                    $"[{key}] min [{JavaNumbers.Text(found.Min ?? 0)}] is greater than max [{JavaNumbers.Text(found.Max ?? 0)}] for histogram aggregation [{body.Name}]"),
            }.Raise()
            : found;

        double? Number(string side) => bounds[side] is { IsNull: false } value ? body.Number(key, "double_bounds", side, value) : null;
    }
}
