using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.Mapping.Types;
using MotionBlend.SearchNode.Sql.Aggregations;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary><c>date_histogram</c>: buckets of calendar units or of a fixed width, on the wall clock of a zone.</summary>
internal sealed record DateHistogramAggregation(string Name, string Field, DateInterval Interval) : Aggregation(Name)
{
    public override string Kind => "date_histogram";

    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Shifts the start of buckets, in milliseconds.</summary>
    public long Offset { get; init; }

    public long MinDocCount { get; init; }

    public (JsonValue? Min, JsonValue? Max)? ExtendedBounds { get; init; }

    public BucketOrder Order { get; init; } = BucketOrder.ByKey;

    public bool Keyed { get; init; }

    public string? Format { get; init; }

    public JsonValue? Missing { get; init; }

    public static Aggregation Parse(AggregationBody body)
    {
        body.Refuse("script", "hard_bounds");
        var calendar = body.Read("calendar_interval", value => DateInterval.Calendar(value.Text));
        var @fixed = body.Read("fixed_interval", value => calendar is null
            ? DateInterval.Fixed(value.Text)
            : throw Failure.IllegalArgument("Cannot use [fixed_interval] with [calendar_interval] configuration option.").Raise());
        return new DateHistogramAggregation(body.Name, body.Field(), calendar ?? @fixed ?? default)
        {
            Zone = body.Text("time_zone") is { } zone ? TimeZones.Find(zone) : TimeZoneInfo.Utc,
            Offset = body.Read("offset", Shift) ?? 0,
            MinDocCount = body.Read("min_doc_count", value => value.AsLong()) ?? 0,
            ExtendedBounds = body.Take("extended_bounds") is { } bounds ? (bounds["min"], bounds["max"]) : null,
            Order = body.Take("order") is { } order ? BucketOrder.Parse(order) : BucketOrder.ByKey,
            Keyed = body.Bool("keyed", false),
            Format = body.Text("format"),
            Missing = body.Take("missing"),
        };
    }

    public override void Require(RowColumns columns)
    {
        columns.RequireFamily(this, columns.Field(Field), FieldFamily.Date, FieldFamily.Integer, FieldFamily.Float, FieldFamily.Boolean);
        if (Interval == default)
            throw columns.OnShards(Failure.IllegalArgument("Invalid interval specified, must be non-null and non-empty"));
    }

    public override IReadOnlyDictionary<BucketKey, AggregationResult> Evaluate(AggregationRun run, BucketRows rows)
    {
        var column = run.Columns.Field(Field);
        var inside = BucketSql.ByValue(
            rows,
            column,
            (value, parameters) => DateBucketSql.Start(value, Interval, Zone, Offset, parameters),
            Missing is { } missing ? parameters => parameters.Add(Moment(missing, column.Type)) : null);
        var counts = BucketSql.Counts(run.Session, inside);
        var children = run.Evaluate(Children, inside);
        return counts.GroupBy(count => count.Key.Parent).ToDictionary(
            group => group.Key,
            AggregationResult (group) => Result(run, column.Type, group.ToDictionary(c => (long)c.Key.Last, c => (c.Value, children.Of(c.Key)))));
    }

    public override AggregationResult Empty(AggregationRun run) => Result(run, run.Columns.Field(Field).Type, []);

    private BucketsResult Result(AggregationRun run, FieldType? type, Dictionary<long, (long Count, AggregationResults Children)> found)
    {
        if (MinDocCount == 0)
            FillGaps(run, type, found);
        var format = ValueFormat.Of(type ?? new DateType(DateFormat.Default), type is null or DateType ? Format : null, Zone);
        var buckets = found
            .Where(bucket => bucket.Value.Count >= MinDocCount)
            .Select(bucket => new Bucket(bucket.Key, format.Text(bucket.Key), bucket.Value.Count, bucket.Value.Children) { TextFirst = true });
        var sorted = Order.Sort(buckets, Children);
        run.CountBuckets(sorted.Count);
        return new BucketsResult("date_histogram", sorted, Keyed);
    }

    private void FillGaps(AggregationRun run, FieldType? type, Dictionary<long, (long Count, AggregationResults Children)> found)
    {
        long? first = found.Count > 0 ? found.Keys.Min() : null;
        long? last = found.Count > 0 ? found.Keys.Max() : null;
        if (ExtendedBounds is { } bounds)
        {
            first = Earlier(first, bounds.Min is { } min ? StartOf(run, Moment(min, type)) : null);
            last = Later(last, bounds.Max is { } max ? StartOf(run, Moment(max, type)) : null);
        }

        if (first is null || last is null)
            return;
        for (var start = first.Value; start <= last; start = Interval.Next(start - Offset, Zone) + Offset)
        {
            if (found.TryAdd(start, (0, AggregationResults.None)))
            {
                found[start] = (0, run.EmptyOf(Children));
                run.CountBuckets(1);
            }
        }
    }

    private long StartOf(AggregationRun run, long millis) => run.Session.Single(
        DateBucketSql.StartOf(millis, Interval, Zone, Offset), row => row.Long(0));

    private static long Moment(JsonValue value, FieldType? type) => value.Kind == JsonKind.Number
        ? value.AsLong()
        : ((type as DateType)?.Format ?? DateFormat.Default).Parse(value.Text).Millis;

    private static long? Earlier(long? a, long? b) => a is null || b < a ? b ?? a : a;

    private static long? Later(long? a, long? b) => a is null || b > a ? b ?? a : a;

    private static long Shift(JsonValue value)
    {
        var text = value.Text;
        var negative = text.StartsWith('-');
        var millis = (long)Http.TimeValue.Parse(text.TrimStart('+', '-'), "date_histogram.offset").TotalMilliseconds;
        return negative ? -millis : millis;
    }
}
