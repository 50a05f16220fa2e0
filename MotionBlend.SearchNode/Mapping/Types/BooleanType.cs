using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Mapping.Types;

/// <summary><c>boolean</c>: true, false, also as strings; the empty string is false.</summary>
internal sealed record BooleanType : FieldType
{
    public override string Name => "boolean";

    public override ColumnType Column => ColumnType.Boolean;

    public override FieldFamily Family => FieldFamily.Boolean;

    public bool? Null { get; init; }

    public override ColumnValue NullValue => Null is { } value ? ColumnValue.Of(value) : default;

    public static BooleanType Parse(FieldParameters parameters)
    {
        return new BooleanType
        {
            Indexed = parameters.Bool("index", true),
            DocValues = parameters.Bool("doc_values", true),
            IgnoreMalformed = parameters.Bool("ignore_malformed", false),
            Null = parameters.Take("null_value")?.AsBoolean(),
        };
    }

    public override ReadOutcome Read(ref Utf8JsonReader reader, out ColumnValue value, out Failure? cause)
    {
        cause = null;
        value = default;
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                value = ColumnValue.Of(true);
                return ReadOutcome.Stored;
            case JsonTokenType.False:
                value = ColumnValue.Of(false);
                return ReadOutcome.Stored;
            case JsonTokenType.String when reader.ValueTextEquals("true"u8):
                value = ColumnValue.Of(true);
                return ReadOutcome.Stored;
            case JsonTokenType.String when reader.ValueTextEquals("false"u8) || reader.ValueTextEquals(""u8):
                value = ColumnValue.Of(false);
                return ReadOutcome.Stored;
            default:
                cause = Failure.IllegalArgument(
                    $"Failed to parse value [{Encoding.UTF8.GetString(reader.ValueSpan)}] as only [true] or [false] are allowed.");
                return ReadOutcome.Malformed;
        }
    }

    public override QueryNode Term(MappedField field, JsonValue value) =>
        value.Text.Length == 0
            ? throw Failure.IllegalArgument("Can't parse boolean value [], expected [true] or [false]").Raise()
            : new EqualsNode(field, ColumnValue.Of(Parsed(value))) { Scored = Indexed };

    public override QueryNode Range(MappedField field, RangeBounds bounds, DateMathContext dates) => new BetweenNode(field)
    {
        From = bounds.From is { } from ? ColumnValue.Of(Parsed(from)) : default,
        To = bounds.To is { } to ? ColumnValue.Of(Parsed(to)) : default,
        IncludeFrom = bounds.IncludeFrom,
        IncludeTo = bounds.IncludeTo,
    };

    public override void WriteParameters(Utf8JsonWriter writer)
    {
        base.WriteParameters(writer);
        if (Null is { } value)
            writer.WriteBoolean("null_value", value);
    }

    private static bool Parsed(JsonValue value) => value.Text switch
    {
        "true" => true,
        "false" or "" => false,
        var other => throw Failure.IllegalArgument($"Can't parse boolean value [{other}], expected [true] or [false]").Raise(),
    };
}
