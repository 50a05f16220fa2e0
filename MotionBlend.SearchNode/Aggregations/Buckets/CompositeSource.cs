using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.Mapping.Types;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Sql.Aggregations;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>One source of a composite key: the values of a field, or the histogram bucket that they are in.</summary>
internal sealed record CompositeSource(string Name, string Kind, string Field)
{
    public bool Descending { get; init; }

    /// <summary>True where documents without a value have the key null.</summary>
    public bool MissingBucket { get; init; }

    /// <summary>Where the key null stands; null for first when ascending and last when descending.</summary>
    public bool? MissingFirst { get; init; }

    /// <summary>Width of a histogram's buckets.</summary>
    public double Interval { get; init; }

    public DateInterval DateInterval { get; init; }

    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    public long Offset { get; init; }

    public string? Format { get; init; }

    public bool NullsFirst => MissingFirst ?? !Descending;

    /// <summary>SQL of the key from SQL of a value.</summary>
    public string Key(string value, RowColumn column, SqlParameters parameters) => Kind switch
    {
        "histogram" => $"({HistogramSql.Ordinal(value, Interval, 0, parameters)} * {parameters.Add(Interval)})",
        "date_histogram" => DateBucketSql.Start(value, DateInterval, Zone, Offset, parameters),
        _ => column.Type switch
        {
            BooleanType => $"{value}::BOOLEAN",
            FloatType => $"{value}::DOUBLE",
            IntegerType or DateType => $"{value}::BIGINT",
            _ => $"{value}::VARCHAR",
        },
    };

    /// <summary>The key as the reply shows it.</summary>
    public object? Shown(object? key, RowColumn column) => key switch
    {
        null => null,
        long millis when Format is not null && (column.Type is DateType || Kind == "date_histogram") =>
            ValueFormat.Of(new DateType(DateFormat.Default), Format, Zone).Text(millis),
        long number when Format is not null => ValueFormat.Of(column.Type, Format).Text(number),
        double number when Format is not null => ValueFormat.Of(column.Type, Format).Text(number),
        _ => key,
    };

    /// <summary>A key of <c>after</c> in the type of the column.</summary>
    /// <exception cref="FailureException">It cannot be one.</exception>
    public object? After(JsonValue value, RowColumn column)
    {
        if (value.IsNull)
        {
            return MissingBucket
                ? null
                : throw Failure.IllegalArgument($"Invalid value for [{Name}], expected comparable, got [null]").Raise();
        }

        if (Kind == "date_histogram" || column.Type is DateType)
        {
            return value.Kind == JsonKind.Number
                ? value.AsLong()
                : (Format is null ? (column.Type as DateType)?.Format ?? DateFormat.Default : DateFormat.Of(Format)).Parse(value.Text).ToMillis(roundUp: false, Zone);
        }

        return (Kind, column.Type) switch
        {
            ("histogram", _) or (_, FloatType) => value.AsDouble(),
            (_, IntegerType) => value.AsLong(),
            (_, BooleanType) => value.AsBoolean(),
            _ => value.Kind is JsonKind.Object or JsonKind.Array
                ? throw Failure.IllegalArgument($"Invalid value for [{Name}], expected comparable, got [{value.TokenName}]").Raise()
                : value.Text,
        };
    }

    public void Require(Aggregation owner, RowColumns columns)
    {
        var column = columns.Field(Field);
        if (Kind == "terms")
            columns.RequireFamily(owner, column, FieldFamily.Keyword, FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date, FieldFamily.Boolean);
        else
            columns.RequireFamily(owner, column, FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date);
    }

    public static CompositeSource Parse(string aggregation, JsonValue named)
    {
        if (named.Members is not [{ Value.Members: [var definition] } source])
            throw Failure.Parsing("Invalid source definition: expected one named source of one type", named.Location).Raise();
        if (definition.Value.Kind != JsonKind.Object)
        {
            throw Failure.Parsing(
                $"Failed to parse object: expecting token of type [START_OBJECT] but found [{definition.Value.TokenName}]", definition.Value.Location).Raise();
        }

        var body = new AggregationBody(aggregation, definition.Name, definition.Value, isSource: true);
        if (definition.Name == "geotile_grid")
            throw Failure.Unsupported("[geotile_grid] in a composite aggregation").Raise();
        if (definition.Name is not ("terms" or "histogram" or "date_histogram"))
            throw Failure.Parsing($"invalid source type: {definition.Name}", definition.Value.Location).Raise();
        body.Refuse("script");
        body.WithoutEffect("value_type");
        var parsed = new CompositeSource(source.Name, definition.Name, body.Field())
        {
            Descending = body.Read("order", value => value.Text.ToLowerInvariant() switch
            {
                "desc" => true,
                "asc" => false,
                _ => throw Failure.IllegalArgument($"Unknown SortOrder [{value.Text}]").Raise(),
            }) ?? false,
            MissingBucket = body.Bool("missing_bucket", false),
            MissingFirst = body.Text("missing_order") switch { "first" => true, "last" => false, _ => null },
        };
        parsed = definition.Name switch
        {
            "histogram" => parsed with
            {
                Interval = body.Read("interval", value => value.AsDouble() is var interval and > 0
                    ? interval
                    : throw Failure.IllegalArgument("[interval] must be greater than 0 for [histogram] source").Raise())
                    ?? throw Failure.IllegalArgument("Required [interval]").Raise(),
            },
            "date_histogram" => Dates(parsed, body),
            _ => parsed with { Format = body.Text("format") },
        };
        body.RequireAllTaken();
        return parsed;
    }

    private static CompositeSource Dates(CompositeSource source, AggregationBody body)
    {
        var interval = body.Read("calendar_interval", value => DateInterval.Calendar(value.Text)) ?? body.Read("fixed_interval", value => DateInterval.Fixed(value.Text));
        return source with
        {
            DateInterval = interval ?? throw Failure.IllegalArgument("Invalid interval specified, must be non-null and non-empty").Raise(),
            Zone = body.ReadObject("time_zone", TimeZones.Of) ?? TimeZoneInfo.Utc,
            Offset = body.Read("offset", DateHistogramAggregation.Shift) ?? 0,
            Format = body.Text("format"),
        };
    }
}
