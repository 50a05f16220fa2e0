using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Mapping.Dates;
using MotionBlend.SearchNode.Mapping.Types;
using MotionBlend.SearchNode.QueryDsl;
using MotionBlend.SearchNode.Sql;
using MotionBlend.SearchNode.Sql.Aggregations;

namespace MotionBlend.SearchNode.Aggregations.Buckets;

/// <summary>One source of a composite key: the values of a field, or the histogram bucket that they are in.</summary>
internal sealed record CompositeSource(string Name, string Kind, string Field)
{
    /// <summary>Whether a field is given at all.</summary>
    public bool HasField { get; init; }

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

    /// <summary>The key as the reply shows it, which must be one that can be read again.</summary>
    /// <exception cref="FailureException">The format loses a part of the key.</exception>
    public object? ShownExactly(object? key, RowColumn column)
    {
        var shown = Shown(key, column);
        if (Format is null || key is not long millis || !(column.Type is DateType || Kind == "date_histogram"))
            return shown;
        var format = DateFormat.Of(Format);
        if (!Format.Any(letter => "yuMdEHhmsS_".Contains(letter, StringComparison.Ordinal)) || !format.TryParse((string)shown!, out var read))
            throw QueryFailures.ReduceFailed(new Failure(FailureKind.Parse, $"failed to parse date field [{shown}] with format [{Format}]")).Raise();
        return read.ToMillis(roundUp: false, Zone) == millis
            ? shown
            : throw QueryFailures.ReduceFailed(Failure.IllegalArgument($"Format [{Format}] created output it couldn't parse for value [{millis}]")).Raise();
    }

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
            (_, BooleanType) when value.Text is not ("true" or "false") =>
                throw Failure.IllegalArgument($"Cannot parse boolean [{value.Text}], expected either [true] or [false]").Raise(),
            (_, BooleanType) => value.AsBoolean(),
            _ when value.Kind == JsonKind.String => value.Text,
            _ => throw Failure.IllegalArgument($"invalid value, expected string, got {value.Text}").Raise(),
        };
    }

    public void Require(Aggregation owner, RowColumns columns)
    {
        if (!HasField && Kind == "terms")
            throw columns.OnShards(Failure.IllegalArgument("Required one of fields [field, script], but none were specified."));
        if (!HasField)
            throw columns.OnShards(new Failure(FailureKind.IllegalState, "value source config is invalid; must have either a field or a script"));
        if (Kind == "date_histogram" && DateInterval == default)
            throw columns.OnShards(Failure.IllegalArgument("Invalid interval specified, must be non-null and non-empty"));
        if (MissingFirst is not null && !MissingBucket)
            throw columns.OnShards(Failure.IllegalArgument("missingOrder can only be set if missingBucket is true"));
        RequireFormat(columns);
        var column = columns.Field(Field);
        if (Kind == "terms")
            columns.RequireFamily(owner, column, FieldFamily.Keyword, FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date, FieldFamily.Boolean);
        else
            columns.RequireFamily(owner, column, FieldFamily.Integer, FieldFamily.Float, FieldFamily.Date);
    }

    private void RequireFormat(RowColumns columns)
    {
        try
        {
            if (Format is not null && (Kind == "date_histogram" || columns.Field(Field).Type is DateType))
                _ = DateFormat.Of(Format);
        }
        catch (FailureException e) when (!e.Failure.IsUnsupported)
        {
            throw columns.OnShards(e.Failure);
        }
    }

    /// <summary>Reads a source.</summary>
    /// <param name="aggregation">Name of the aggregation.</param>
    /// <param name="name">Name of the source.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="json">Its parameters.</param>
    /// <exception cref="FailureException">The kind is none, or a parameter is wrong.</exception>
    public static CompositeSource Parse(string aggregation, string name, string kind, JsonValue json)
    {
        var body = new AggregationBody(aggregation, kind, json, isSource: true);
        if (kind == "geotile_grid")
            throw Failure.Unsupported("[geotile_grid] in a composite aggregation").Raise();
        if (kind is not ("terms" or "histogram" or "date_histogram"))
            throw Failure.Parsing($"invalid source type: {kind}", json.Location).Raise();
        body.Refuse("script");
        body.WithoutEffect("value_type");
        var parsed = new CompositeSource(name, kind, body.Text("field") ?? "")
        {
            HasField = body.Has("field"),
            Descending = body.Read("order", value => value.Text.ToLowerInvariant() switch
            {
                "desc" => true,
                "asc" => false,
                _ => throw Failure.IllegalArgument($"Unknown SortOrder [{value.Text}]").Raise(),
            }) ?? false,
            MissingBucket = body.Bool("missing_bucket", false),
            MissingFirst = body.Read("missing_order", value => value.Text.ToLowerInvariant() switch
            {
                "first" => (First: (bool?)true, Given: true),
                "last" => (false, true),
                "default" => (null, false),
                _ => throw Failure.IllegalArgument($"No enum constant org.elasticsearch.search.aggregations.bucket.composite.MissingOrder.{value.Text.ToUpperInvariant()}").Raise(),
            })?.First,
        };
        parsed = kind switch
        {
            "histogram" => parsed with
            {
                Interval = body.Read("interval", value => value.AsDouble() is var interval and > 0
                    ? interval
                    : throw Failure.IllegalArgument("[interval] must be greater than 0 for [histogram] source").Raise())
                    ?? double.NaN,
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
            DateInterval = interval ?? default,
            Zone = body.ReadObject("time_zone", TimeZones.Of) ?? TimeZoneInfo.Utc,
            Offset = body.Read("offset", DateHistogramAggregation.Shift) ?? 0,
            Format = body.Text("format"),
        };
    }
}
