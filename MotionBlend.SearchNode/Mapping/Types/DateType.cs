using System.Globalization;
using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;
using MotionBlend.SearchNode.Mapping.Dates;

namespace MotionBlend.SearchNode.Mapping.Types;

/// <summary><c>date</c>: milliseconds since 1970 in UTC, read and written by the formats of the mapping.</summary>
internal sealed record DateType(DateFormat Format) : FieldType
{
    public override string Name => "date";

    public override ColumnType Column => ColumnType.BigInt;

    public override FieldFamily Family => FieldFamily.Date;

    public string? Null { get; init; }

    /// <summary>True for dates found by dynamic mapping in a format other than the default: 8.19 shows an empty locale then.</summary>
    public bool ShowsLocale { get; init; }

    public override ColumnValue NullValue => Null is null ? default : ColumnValue.Of(Format.Parse(Null).Millis);

    public static DateType Parse(FieldParameters parameters)
    {
        if (parameters.Text("locale") is { Length: > 0 } locale && locale is not ("en" or "ROOT" or "root"))
            throw FieldParameters.Refused($"locale [{locale}] of field [{parameters.Field}] is not supported by this node").Raise();
        return new DateType(parameters.Text("format") is { } format ? DateFormat.Of(format) : DateFormat.Default)
        {
            Indexed = parameters.Bool("index", true),
            DocValues = parameters.Bool("doc_values", true),
            IgnoreMalformed = parameters.Bool("ignore_malformed", false),
            Null = parameters.Text("null_value"),
            ShowsLocale = parameters.Take("locale") is not null,
        };
    }

    public override ReadOutcome Read(ref Utf8JsonReader reader, out ColumnValue value, out Failure? cause)
    {
        value = default;
        cause = null;
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            cause = Failure.IllegalArgument($"failed to parse date field [{Encoding.UTF8.GetString(reader.ValueSpan)}] with format [{Format.Pattern}]");
            return ReadOutcome.Malformed;
        }

        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
        if (!Format.TryParse(text, out var date))
        {
            cause = DateFormat.Unparsable(text, Format);
            return ReadOutcome.Malformed;
        }

        value = ColumnValue.Of(date.Millis);
        return ReadOutcome.Stored;
    }

    public override QueryNode Term(MappedField field, JsonValue value)
    {
        var dates = new DateMathContext(0);
        return new BetweenNode(field)
        {
            From = ColumnValue.Of(Bound(value, null, null, roundUp: false, dates)),
            To = ColumnValue.Of(Bound(value, null, null, roundUp: true, dates)),
        };
    }

    public override QueryNode Range(MappedField field, RangeBounds bounds, DateMathContext dates)
    {
        // Where one bound is a JSON number and no format is named, both are epoch milliseconds.
        var numbers = bounds.From?.Kind == JsonKind.Number || bounds.To?.Kind == JsonKind.Number;
        var format = bounds.Format is { } pattern ? DateFormat.Of(pattern) : numbers ? DateFormat.Of("epoch_millis") : null;
        var zone = bounds.TimeZone is { } id ? TimeZones.Find(id) : null;
        return new BetweenNode(field)
        {
            // gt and lte round up to the end of a date that is not whole, gte and lt down to its start.
            From = bounds.From is { } from ? ColumnValue.Of(Bound(from, format, zone, roundUp: !bounds.IncludeFrom, dates)) : default,
            To = bounds.To is { } to ? ColumnValue.Of(Bound(to, format, zone, roundUp: bounds.IncludeTo, dates)) : default,
            IncludeFrom = bounds.IncludeFrom,
            IncludeTo = bounds.IncludeTo,
        };
    }

    public override void WriteParameters(Utf8JsonWriter writer)
    {
        base.WriteParameters(writer);
        if (Format.Pattern != DateFormat.Default.Pattern)
            writer.WriteString("format", Format.Pattern);
        if (ShowsLocale)
            writer.WriteString("locale", "");
        if (Null is not null)
            writer.WriteString("null_value", Null);
    }

    // A JSON number in a query is epoch milliseconds unless the query names a format of its own.
    private long Bound(JsonValue value, DateFormat? format, TimeZoneInfo? zone, bool roundUp, DateMathContext dates)
    {
        if (value.Kind != JsonKind.Number || format is not null)
            return DateMath.Parse(value.Text, format ?? Format, zone, roundUp, dates.NowMillis);
        // Elasticsearch reads the number as Java writes it; with an exponent, or beyond a long, that is no date.
        if (value.Text.All(c => char.IsAsciiDigit(c) || c == '-'))
            return long.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : DateMath.Parse(value.Text, Format, zone, roundUp, dates.NowMillis);
        var text = JavaNumbers.Text(value.AsDouble());
        return text.Contains('E', StringComparison.Ordinal)
            ? DateMath.Parse(text, DateFormat.Of("epoch_millis"), zone, roundUp, dates.NowMillis)
            : value.AsLong();
    }
}
