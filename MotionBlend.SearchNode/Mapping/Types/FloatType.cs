using System.Globalization;
using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Mapping.Types;

/// <summary>Bits of a floating-point field.</summary>
internal enum FloatPrecision
{
    Half,
    Single,
    Double,
}

/// <summary>
/// <c>half_float</c>, <c>float</c>, <c>double</c>: values and query operands are rounded to the type before they are compared; a bound
/// of a range of <c>half_float</c> only to <c>float</c>.
/// </summary>
internal sealed record FloatType(FloatPrecision Precision) : FieldType
{
    public override string Name => Precision switch
    {
        FloatPrecision.Half => "half_float",
        FloatPrecision.Single => "float",
        _ => "double",
    };

    public override ColumnType Column => Precision == FloatPrecision.Double ? ColumnType.Double : ColumnType.Float;

    public override FieldFamily Family => FieldFamily.Float;

    /// <summary>What the mapping says of <c>coerce</c>; null where it says nothing.</summary>
    public bool? CoerceDeclared { get; init; }

    public bool Coerce => CoerceDeclared ?? true;

    public double? Null { get; init; }

    public override ColumnValue NullValue => Null is { } value ? ColumnValue.Of(Round(value)) : default;

    public static FloatType Parse(FieldParameters parameters, FloatPrecision precision)
    {
        return new FloatType(precision)
        {
            Indexed = parameters.Bool("index", true),
            DocValues = parameters.Bool("doc_values", true),
            IgnoreMalformed = parameters.Bool("ignore_malformed", false),
            CoerceDeclared = parameters.Take("coerce") is null ? null : parameters.Bool("coerce", true),
            Null = parameters.Take("null_value")?.AsDouble(),
        };
    }

    /// <summary>The nearest number of the type; infinite beyond its range.</summary>
    public double Round(double value) => Precision switch
    {
        FloatPrecision.Half => (double)(Half)(float)value,
        FloatPrecision.Single => (float)value,
        _ => value,
    };

    public override FieldType OfShownText => this with { CoerceDeclared = true };

    public override ReadOutcome Read(ref Utf8JsonReader reader, out ColumnValue value, out Failure? cause)
    {
        value = default;
        cause = null;
        double number;
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                number = reader.GetDouble();
                break;
            case JsonTokenType.String when Coerce && reader.ValueSpan.IsEmpty:
                // An empty string is no number and no fault: it is read as null.
                value = NullValue;
                return ReadOutcome.Stored;
            case JsonTokenType.String when Coerce:
                var text = reader.GetString()!;
                if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number))
                {
                    cause = new Failure(FailureKind.NumberFormat, text.Length == 0 ? "empty String" : $"For input string: \"{text}\"");
                    return ReadOutcome.Malformed;
                }

                break;
            default:
                cause = Failure.IllegalArgument(reader.TokenType switch
                {
                    JsonTokenType.String => $"{Upper(Name)} value passed as String",
                    JsonTokenType.StartObject or JsonTokenType.StartArray => "Cannot parse object as number",
                    _ => $"Current token ({Encoding.UTF8.GetString(reader.ValueSpan)}) not numeric, can not use numeric value accessors",
                });
                return ReadOutcome.Malformed;
        }

        var rounded = Round(number);
        if (!double.IsFinite(rounded))
        {
            cause = Failure.IllegalArgument($"[{Name}] supports only finite values, but got [{JavaNumbers.Text(rounded)}]");
            return ReadOutcome.Malformed;
        }

        value = ColumnValue.Of(rounded);
        return ReadOutcome.Stored;
    }

    public override QueryNode Term(MappedField field, JsonValue value) => new EqualsNode(field, ColumnValue.Of(Finite(value)));

    public override QueryNode Range(MappedField field, RangeBounds bounds, DateMathContext dates) => new BetweenNode(field)
    {
        From = bounds.From is { } from ? ColumnValue.Of(Bound(from)) : default,
        To = bounds.To is { } to ? ColumnValue.Of(Bound(to)) : default,
        IncludeFrom = bounds.IncludeFrom,
        IncludeTo = bounds.IncludeTo,
    };

    public override void WriteParameters(Utf8JsonWriter writer)
    {
        base.WriteParameters(writer);
        if (CoerceDeclared is { } coerce)
            writer.WriteBoolean("coerce", coerce);
        if (Null is { } value)
            JavaNumbers.Write(writer, "null_value", value);
    }

    public override FieldType MergedWith(FieldType update, string field)
    {
        var other = (FloatType)update;
        return ((FloatType)base.MergedWith(other with { CoerceDeclared = CoerceDeclared }, field)) with { CoerceDeclared = other.CoerceDeclared };
    }

    private double Finite(JsonValue value)
    {
        var rounded = Round(Number(value));
        return double.IsFinite(rounded)
            ? rounded
            : throw Failure.IllegalArgument($"[{Name}] supports only finite values, but got [{JavaNumbers.Text(rounded)}]").Raise();
    }

    private double Bound(JsonValue value) => Precision == FloatPrecision.Half ? (float)Number(value) : Round(Number(value));

    private static double Number(JsonValue value) =>
        double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new Failure(FailureKind.NumberFormat, $"For input string: \"{value.Text}\"").Raise();

    private static string Upper(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
