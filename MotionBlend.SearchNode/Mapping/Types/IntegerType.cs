using System.Globalization;
using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Mapping.Types;

/// <summary><c>byte</c>, <c>short</c>, <c>integer</c>, <c>long</c>: strings are parsed and fractions cut off unless <c>coerce</c> is off.</summary>
internal sealed record IntegerType(ColumnType Width) : FieldType
{
    public override string Name => Width switch
    {
        ColumnType.TinyInt => "byte",
        ColumnType.SmallInt => "short",
        ColumnType.Integer => "integer",
        _ => "long",
    };

    public override ColumnType Column => Width;

    public override FieldFamily Family => FieldFamily.Integer;

    /// <summary>What the mapping says of <c>coerce</c>; null where it says nothing.</summary>
    public bool? CoerceDeclared { get; init; }

    public bool Coerce => CoerceDeclared ?? true;

    public long? Null { get; init; }

    public override ColumnValue NullValue => Null is { } value ? ColumnValue.Of(value) : default;

    /// <summary>Smallest value of the type.</summary>
    public long Least => Width switch
    {
        ColumnType.TinyInt => sbyte.MinValue,
        ColumnType.SmallInt => short.MinValue,
        ColumnType.Integer => int.MinValue,
        _ => long.MinValue,
    };

    /// <summary>Largest value of the type.</summary>
    public long Most => -(Least + 1);

    public static IntegerType Parse(FieldParameters parameters, ColumnType width)
    {
        return new IntegerType(width)
        {
            Indexed = parameters.Bool("index", true),
            DocValues = parameters.Bool("doc_values", true),
            IgnoreMalformed = parameters.Bool("ignore_malformed", false),
            CoerceDeclared = parameters.Take("coerce") is null ? null : parameters.Bool("coerce", true),
            Null = parameters.Take("null_value")?.AsLong(),
        };
    }

    public override FieldType OfShownText => this with { CoerceDeclared = true };

    public override ReadOutcome Read(ref Utf8JsonReader reader, out ColumnValue value, out Failure? cause)
    {
        value = default;
        cause = null;
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var whole) && whole >= Least && whole <= Most)
        {
            value = ColumnValue.Of(whole);
            return ReadOutcome.Stored;
        }

        if (Coerce && reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty)
        {
            // An empty string is no number and no fault: it is read as null.
            value = NullValue;
            return ReadOutcome.Stored;
        }

        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String))
        {
            cause = Failure.IllegalArgument(reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
                ? "Cannot parse object as number"
                : $"Current token ({Token(reader.TokenType)}) not numeric, can not use numeric value accessors");
            return ReadOutcome.Malformed;
        }

        cause = FromText(
            reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan),
            reader.TokenType == JsonTokenType.Number,
            out value);
        return cause is null ? ReadOutcome.Stored : ReadOutcome.Malformed;
    }

    public override QueryNode Term(MappedField field, JsonValue value)
    {
        if (!IsInReach(value))
            return MatchNoneNode.Instance;
        var number = Number(value);
        return number != decimal.Truncate(number) || number < Least || number > Most
            ? MatchNoneNode.Instance
            : new EqualsNode(field, ColumnValue.Of((long)number));
    }

    /// <summary>Refuses operands beyond the type; for the shorter types beyond a 32-bit integer, in whose range Elasticsearch asks for them.</summary>
    /// <exception cref="FailureException">One is beyond.</exception>
    public void RequireInRange(IEnumerable<JsonValue> operands)
    {
        var (least, most, name) = Width == ColumnType.BigInt ? (long.MinValue, long.MaxValue, "a long") : (int.MinValue, int.MaxValue, "an integer");
        foreach (var operand in operands)
        {
            if (IsInfinite(operand))
                continue;
            if (decimal.Truncate(Number(operand)) is var number && (number < least || number > most))
                throw Failure.IllegalArgument($"Value [{operand.Text}] is out of range for {name}").Raise();
        }
    }

    public override QueryNode Range(MappedField field, RangeBounds bounds, DateMathContext dates)
    {
        RequireInRange(new[] { bounds.From, bounds.To }.OfType<JsonValue>());
        long least = Least, most = Most;
        if (bounds.From is { } from)
        {
            var bound = Number(from);
            var first = decimal.Ceiling(bound) == bound && !bounds.IncludeFrom ? bound + 1 : decimal.Ceiling(bound);
            if (first > Most)
                return MatchNoneNode.Instance;
            least = (long)Math.Max(Least, first);
        }

        if (bounds.To is { } to)
        {
            var bound = Number(to);
            var last = decimal.Floor(bound) == bound && !bounds.IncludeTo ? bound - 1 : decimal.Floor(bound);
            if (last < Least)
                return MatchNoneNode.Instance;
            most = (long)Math.Min(Most, last);
        }

        return new BetweenNode(field)
        {
            From = bounds.From is null ? default : ColumnValue.Of(least),
            To = bounds.To is null ? default : ColumnValue.Of(most),
        };
    }

    public override void WriteParameters(Utf8JsonWriter writer)
    {
        base.WriteParameters(writer);
        if (CoerceDeclared is { } coerce)
            writer.WriteBoolean("coerce", coerce);
        if (Null is { } value)
            writer.WriteNumber("null_value", value);
    }

    public override FieldType MergedWith(FieldType update, string field)
    {
        var other = (IntegerType)update;
        return ((IntegerType)base.MergedWith(other with { CoerceDeclared = CoerceDeclared }, field)) with { CoerceDeclared = other.CoerceDeclared };
    }

    private Failure? FromText(string text, bool isNumber, out ColumnValue value)
    {
        value = default;
        if (!Coerce && !isNumber)
            return Failure.IllegalArgument("Integer value passed as String");
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var wide) && double.IsFinite(wide)
                ? OutOfRange(text)
                : new Failure(FailureKind.NumberFormat, text.Length == 0 ? "empty String" : $"For input string: \"{text}\"");
        }

        if (decimal.Truncate(number) < Least || decimal.Truncate(number) > Most)
            return OutOfRange(text);
        if (!Coerce && decimal.Truncate(number) != number)
            return Failure.IllegalArgument($"{text} cannot be converted to {char.ToUpperInvariant(Name[0])}{Name[1..]} without data loss");
        value = ColumnValue.Of((long)decimal.Truncate(number));
        return null;
    }

    private Failure OutOfRange(string text) =>
        Failure.IllegalArgument($"Value [{text}] is out of range for {(Width == ColumnType.Integer ? "an" : "a")} {Name}");

    private static bool IsInfinite(JsonValue value) =>
        double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var wide) && double.IsInfinity(wide);

    // What is no number at all is left to who reads it.
    private static bool IsInReach(JsonValue value) =>
        decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        || !double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    // Outside decimal's reach a JSON number is out of range for every integer type; its sign decides on which side.
    private decimal Number(JsonValue value)
    {
        if (decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        if (double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var wide) && double.IsFinite(wide))
            throw Failure.IllegalArgument($"Value [{JavaNumbers.Text(wide)}] is out of range for {(Width == ColumnType.Integer ? "an" : "a")} {Name}").Raise();
        throw new Failure(FailureKind.NumberFormat, $"For input string: \"{value.Text}\"").Raise();
    }

    private static string Token(JsonTokenType token) => token switch
    {
        JsonTokenType.True => "VALUE_TRUE",
        JsonTokenType.False => "VALUE_FALSE",
        _ => token.ToString(),
    };
}
