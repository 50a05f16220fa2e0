using System.Globalization;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.Mapping.Types;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Sql.Aggregations;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>A range as it was written; a null bound is open.</summary>
internal sealed record RequestedRange(string? Key, JsonValue? From, JsonValue? To);

/// <summary>
/// <c>range</c> and <c>date_range</c>: documents with a value from a bound on and below another. A document may be in
/// several; the buckets stand by their bounds.
/// </summary>
internal sealed record RangeAggregation(string Name, string Kind, string Field, IReadOnlyList<RequestedRange> Ranges) : ConditionAggregation(Name)
{
    private const string DateKind = "date_range";

    public override string Kind { get; } = Kind;

    public bool Keyed { get; init; }

    public string? Format { get; init; }

    public TimeZoneInfo? Zone { get; init; }

    public JsonValue? Missing { get; init; }

    public static Aggregation Parse(AggregationBody body)
    {
        body.Refuse("script");
        body.WithoutEffect("value_type");
        return new RangeAggregation(body.Name, body.Kind, body.Field(), ParseRanges(body))
        {
            Keyed = body.Bool("keyed", false),
            Format = body.Text("format"),
            Zone = body.Kind == DateKind && body.Has("time_zone") ? body.ReadObject("time_zone", TimeZones.Of) : null,
            Missing = body.TakeWhole("missing"),
        };
    }

    public override void Require(RowColumns columns)
    {
        columns.RequireFamily(
            this, columns.Field(Field), FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date, FieldFamily.Boolean);
        columns.RequireFormat(columns.Field(Field), Format);
        columns.RequireZone(columns.Field(Field), Zone);
        if (Ranges.Count == 0)
            throw columns.OnShards(Failure.IllegalArgument($"No [ranges] specified for the [{Name}] aggregation"));
        columns.RequireMissing(Dated(columns.Field(Field)), Missing, numeric: true, Format);
        try
        {
            Bounds(columns);
        }
        catch (FailureException e)
        {
            throw columns.OnShards(e.Failure);
        }
    }

    protected override IReadOnlyList<Func<SqlParameters, string>> Conditions(AggregationRun run)
    {
        var column = run.Columns.Field(Field);
        var value = new RowValue(column, MissingValue.Of(Dated(column), Missing, numeric: true, Format));
        return
        [
            .. Bounds(run.Columns).Select(range => (Func<SqlParameters, string>)(parameters =>
                RangeSql.Condition(value, Rounded(column, range.From), Rounded(column, range.To), parameters))),
        ];
    }

    protected override AggregationResult Result(AggregationRun run, IReadOnlyList<(long Count, AggregationResults Children)> buckets)
    {
        run.CountBuckets(buckets.Count);
        var format = FormatOf(run.Columns);
        return new BucketsResult(
            Kind,
            [
                .. Bounds(run.Columns).Select((range, i) => new RangeBucket(
                    range.Key ?? $"{KeyPart(format, range.From)}-{KeyPart(format, range.To)}", range.From, range.To, buckets[i].Count, buckets[i].Children)
                {
                    Format = format,
                }),
            ],
            Keyed)
        {
            NameIsKey = true,
        };
    }

    private static string KeyPart(ValueFormat format, double bound) =>
        double.IsInfinity(bound) ? "*" : format.HasText ? format.Text(bound) ?? "null" : JavaNumbers.Text(bound);

    // The printed bound keeps the requested number; what is compared has the precision of the field.
    private static double Rounded(RowColumn column, double bound) => column.Type is FloatType type ? type.Round(bound) : bound;

    private List<(string? Key, double From, double To)> Bounds(RowColumns columns)
    {
        var dates = IsDate(columns) ? DateFormatOf(columns) : null;
        return
        [
            .. Ranges
                .Select(range => (
                    range.Key,
                    From: Bound(range.From, dates, columns) ?? double.NegativeInfinity,
                    To: Bound(range.To, dates, columns) ?? double.PositiveInfinity))
                .OrderBy(range => range.From)
                .ThenBy(range => range.To),
        ];
    }

    private double? Bound(JsonValue? value, DateFormat? dates, RowColumns columns)
    {
        if (value is null)
            return null;
        // A number between dates is a text of them as well, without what is behind its point.
        var isText = Kind == DateKind || value.Kind == JsonKind.String;
        var text = isText && value.Kind == JsonKind.Number ? MissingValue.Saturated(value).ToString(CultureInfo.InvariantCulture) : value.Text;
        return (dates, Format) switch
        {
            (not null, _) when isText => DateMath.Parse(text, dates, Zone, roundUp: false, columns.NowMillis),
            (null, not null) when isText => MissingValue.Read(text, Format),
            _ when isText && value.Kind == JsonKind.Number => MissingValue.Saturated(value),
            _ => value.AsDouble(),
        };
    }

    // What no index maps is a date where ranges of dates are asked for.
    private RowColumn Dated(RowColumn column) => column.Type is null && Kind == DateKind ? column with { Type = new DateType(DateFormat.Default) } : column;

    private bool IsDate(RowColumns columns) => columns.Field(Field).Type is { } type ? type is DateType : Kind == DateKind;

    private DateFormat DateFormatOf(RowColumns columns) => Format is not null
        ? DateFormat.Of(Format)
        : (columns.Field(Field).Type as DateType)?.Format ?? DateFormat.Default;

    private ValueFormat FormatOf(RowColumns columns) => ValueFormat.Of(
        columns.Field(Field).Type ?? (Kind == DateKind ? new DateType(DateFormat.Default) : null), Format, Zone);

    private static List<RequestedRange> ParseRanges(AggregationBody body)
    {
        if (body.Take("ranges") is not { } ranges)
            return [];
        try
        {
            // As in Elasticsearch, a value before an object is passed over.
            IReadOnlyList<JsonValue> items = ranges.Kind == JsonKind.Object ? [ranges] : [.. ranges.Items];
            return
            [
                .. items
                    .Where((item, i) => item.Kind is JsonKind.Object or JsonKind.Array || items.ElementAtOrDefault(i + 1) is not { Kind: JsonKind.Object })
                    .Select(item => ParseRange(body.Kind, item)),
            ];
        }
        catch (FailureException e)
        {
            throw new Failure(FailureKind.XContentParse, $"{ranges.Location} [{body.Kind}] failed to parse field [ranges]") { CausedBy = e.Failure }.Raise();
        }
    }

    private static RequestedRange ParseRange(string kind, JsonValue range)
    {
        if (range.Kind != JsonKind.Object)
            throw new Failure(FailureKind.XContentParse, $"{range.Location} [{kind}] Expected START_OBJECT but was: {range.TokenName}").Raise();
        var parsed = new RequestedRange(null, null, null);
        foreach (var member in range.Members)
        {
            if (member.Name is "key" or "from" or "to"
                && !(member.Value.Kind is JsonKind.String or JsonKind.Number || (member.Value.IsNull && member.Name != "key")))
            {
                throw new Failure(
                    FailureKind.XContentParse, $"{member.Value.Location} [{kind}] {member.Name} doesn't support values of type: {member.Value.TokenName}").Raise();
            }

            var value = member.Value.IsNull ? null : member.Value;
            parsed = member.Name switch
            {
                "key" => parsed with { Key = value?.Text },
                "from" => parsed with { From = value },
                "to" => parsed with { To = value },
                _ => throw new Failure(
                    FailureKind.XContentParse,
                    string.Create(CultureInfo.InvariantCulture, $"{member.Value.LocationAt(member.NameStart)} [{kind}] unknown field [{member.Name}]")).Raise(),
            };
        }

        return parsed;
    }
}
