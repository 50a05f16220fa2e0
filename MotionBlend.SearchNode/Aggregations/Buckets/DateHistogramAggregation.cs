using System.Globalization;
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

    /// <summary>Null where none is named.</summary>
    public TimeZoneInfo? NamedZone { get; init; }

    public TimeZoneInfo Zone => NamedZone ?? TimeZoneInfo.Utc;

    /// <summary>Shifts the start of buckets, in milliseconds.</summary>
    public long Offset { get; init; }

    public long MinDocCount { get; init; }

    /// <summary>Empty buckets reach at least so far.</summary>
    public (JsonValue? Min, JsonValue? Max)? ExtendedBounds { get; init; }

    /// <summary>Buckets outside are left out.</summary>
    public (JsonValue? Min, JsonValue? Max)? HardBounds { get; init; }

    public BucketOrder Order { get; init; } = BucketOrder.ByKey;

    public bool Keyed { get; init; }

    public string? Format { get; init; }

    public JsonValue? Missing { get; init; }

    // Years 1 to 9999.
    private const long FirstMillis = -62_135_596_800_000;
    private const long LastMillis = 253_402_300_799_999;

    public static Aggregation Parse(AggregationBody body)
    {
        body.Refuse("script");
        body.WithoutEffect("value_type");
        var calendar = body.Read("calendar_interval", value => DateInterval.Calendar(value.Text));
        var @fixed = body.Read("fixed_interval", value => calendar is null
            ? DateInterval.Fixed(value.Text)
            : throw Failure.IllegalArgument("Cannot use [fixed_interval] with [calendar_interval] configuration option.").Raise());
        return new DateHistogramAggregation(body.Name, body.Field(), calendar ?? @fixed ?? default)
        {
            NamedZone = body.ReadObject("time_zone", TimeZones.Of),
            Offset = body.Read("offset", Shift) ?? 0,
            MinDocCount = BucketCounts.Least(body),
            ExtendedBounds = Bounds(body, "extended_bounds"),
            HardBounds = Bounds(body, "hard_bounds"),
            Order = BucketOrder.Take(body) ?? BucketOrder.ByKey,
            Keyed = body.Bool("keyed", false),
            Format = body.Text("format"),
            Missing = body.TakeWhole("missing"),
        };
    }

    public override void Require(RowColumns columns)
    {
        var column = columns.Field(Field);
        if (column.Type is null or DateType or BooleanType or IntegerType or FloatType)
            RequireMoments(columns, column.Type, [Missing]);
        columns.RequireFamily(this, column, FieldFamily.Date, FieldFamily.Integer, FieldFamily.Float, FieldFamily.Boolean);
        columns.RequireZone(column, NamedZone);
        if (Interval == default)
            throw columns.OnShards(Failure.IllegalArgument("Invalid interval specified, must be non-null and non-empty"));
        RequireMoments(columns, column.Type, [ExtendedBounds?.Min, ExtendedBounds?.Max, HardBounds?.Min, HardBounds?.Max]);
    }

    public override void RequireMade(RowColumns columns)
    {
        base.RequireMade(columns);
        Order.Require(columns, Children);
    }

    private void RequireMoments(RowColumns columns, FieldType? type, IEnumerable<JsonValue?> dates)
    {
        try
        {
            foreach (var date in dates.OfType<JsonValue>())
                Moment(columns, date, type);
        }
        catch (FailureException e)
        {
            throw columns.OnShards(e.Failure);
        }
    }

    public override IReadOnlyDictionary<BucketKey, AggregationResult> Evaluate(AggregationRun run, BucketRows rows)
    {
        var column = run.Columns.Field(Field);
        var (counts, children) = run.Buckets(this, rows);
        var (least, most) = Rounded(run, HardBounds, column.Type);
        var inside = counts.Where(count => !((long)count.Key.Last < least) && !((long)count.Key.Last >= most));
        return DeferredResults.Of(
            inside.GroupBy(count => count.Key.Parent),
            group => Result(run, column.Type, group.ToDictionary(c => (long)c.Key.Last, c => (c.Value, children.Of(c.Key)))));
    }

    public override BucketRows Divide(AggregationRun run, BucketRows rows)
    {
        var column = run.Columns.Field(Field);
        // From any date to one that no calendar of the database holds there is no end of buckets.
        if (Missing is { } far && Moment(run.Columns, far, column.Type) is < FirstMillis or > LastMillis)
            run.RequireRoom(double.PositiveInfinity);
        return BucketSql.ByValue(
            rows,
            column,
            (value, parameters) => DateBucketSql.Start(
                column.Type is BooleanType ? $"{value}::INTEGER" : column.Type is null ? $"{value}::BIGINT" : value, Interval, Zone, Offset, parameters),
            Missing is { } missing ? parameters => parameters.Add(Moment(run.Columns, missing, column.Type)) : null);
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
        var sorted = Order.Sort(buckets);
        run.CountBuckets(sorted.Count);
        return new BucketsResult("date_histogram", sorted, Keyed);
    }

    private void FillGaps(AggregationRun run, FieldType? type, Dictionary<long, (long Count, AggregationResults Children)> found)
    {
        long? first = found.Count > 0 ? found.Keys.Min() : null;
        long? last = found.Count > 0 ? found.Keys.Max() : null;
        var (least, most) = Rounded(run, ExtendedBounds, type);
        first = Earlier(first, least + Offset);
        last = Later(last, most + Offset);
        if (first is null || last is null)
            return;
        var (empty, known) = (run.InGap(Children), found.Count);
        for (var start = first.Value; start <= last; start = Interval.Next(start - Offset, Zone) + Offset)
        {
            if (found.TryAdd(start, (0, empty)))
                run.RequireRoom(found.Count);
        }

        run.CountGaps(found.Count - known);
    }

    private long StartOf(AggregationRun run, long millis) => run.Session.Single(
        DateBucketSql.StartOf(millis, Interval, Zone, 0), row => row.Long(0));

    // Bounds are rounded as if there were no offset.
    private (long? Min, long? Max) Rounded(AggregationRun run, (JsonValue? Min, JsonValue? Max)? bounds, FieldType? type)
    {
        if (bounds is not { } given)
            return (null, null);
        long? min = given.Min is { } least ? Moment(run.Columns, least, type) : null, max = given.Max is { } most ? Moment(run.Columns, most, type) : null;
        if (min > max)
        {
            throw run.Columns.OnShards(Failure.IllegalArgument(
                $"[extended_bounds.min][{min}] cannot be greater than [extended_bounds.max][{max}] for histogram aggregation [{Name}]"));
        }

        return (min is null ? null : StartOf(run, min.Value), max is null ? null : StartOf(run, max.Value));
    }

    // Bounds and missing values are dates in the request's format, on the clock of its zone.
    private long Moment(RowColumns columns, JsonValue value, FieldType? type) => value.Kind == JsonKind.Number
        ? MissingValue.Saturated(value)
        : DateMath.Parse(
            value.Text,
            Format is not null ? DateFormat.Of(Format) : (type as DateType)?.Format ?? DateFormat.Default,
            Zone,
            roundUp: false,
            columns.NowMillis);

    private static (JsonValue? Min, JsonValue? Max)? Bounds(AggregationBody body, string key)
    {
        if (body.Take(key) is not { } bounds)
            return null;
        body.RequireMembers(key, "bounds", ["min", "max"], JsonKind.Number, JsonKind.String, JsonKind.Null);
        return (Side("min"), Side("max"));

        JsonValue? Side(string side) => bounds[side] switch
        {
            null or { IsNull: true } => null,
            { Kind: JsonKind.Number } number when !long.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) =>
                throw body.Within(key, new Failure(FailureKind.XContentParse, $"{number.Location} [bounds] failed to parse field [{side}]")
                {
                    CausedBy = Failure.IllegalArgument($"{number.Text} cannot be converted to Long without data loss"),
                }),
            var given => given,
        };
    }

    private static long? Earlier(long? a, long? b) => a is null || b < a ? b ?? a : a;

    private static long? Later(long? a, long? b) => a is null || b > a ? b ?? a : a;

    /// <summary>An <c>offset</c> with its sign, in milliseconds.</summary>
    public static long Shift(JsonValue value)
    {
        if (value.Kind == JsonKind.Number)
            return value.AsLong();
        var text = value.Text;
        var negative = text.StartsWith('-');
        var millis = (long)Http.TimeValue.Parse(text.TrimStart('+', '-'), "date_histogram.offset").TotalMilliseconds;
        return negative ? -millis : millis;
    }
}
