using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Mapping.Types;

/// <summary>
/// <c>text</c>: the words of a string. The column holds the document's tokens in order as one list, so a term is a
/// member of the list, a frequency is a count in it, and a phrase is a run of it. Several values stand one behind the
/// other with an empty token between them, over which no phrase runs; no word is empty.
/// </summary>
internal sealed record TextType : FieldType
{
    private static readonly ColumnValue[] Gap = [ColumnValue.Of("")];

    public override string Name => "text";

    public override ColumnType Column => ColumnType.Varchar;

    public override FieldFamily Family => FieldFamily.Text;

    public override bool AlwaysMany => true;

    public override IReadOnlyList<ColumnValue> Between => Gap;

    public static TextType Parse(FieldParameters parameters)
    {
        parameters.WithoutEffect("norms");
        if (parameters.Take("analyzer") is { Text: not "standard" } analyzer)
            throw FieldParameters.Refused($"analyzer [{analyzer.Text}] of field [{parameters.Field}] is not supported by this node").Raise();
        return new TextType { Indexed = parameters.Bool("index", true) };
    }

    public override ReadOutcome Read(ref Utf8JsonReader reader, out ColumnValue value, out Failure? cause)
    {
        value = default;
        cause = null;
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            cause = Failure.IllegalArgument($"Expected text at 1:{reader.TokenStartIndex + 1} but found START_OBJECT");
            return ReadOutcome.Malformed;
        }

        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
        value = ColumnValue.Of(StandardAnalyzer.Tokens(text).Select(ColumnValue.Of).ToList());
        return ReadOutcome.Stored;
    }

    public override QueryNode Term(MappedField field, JsonValue value) => value.Text.Length == 0
        ? MatchNoneNode.Instance
        : new EqualsNode(field, ColumnValue.Of(value.Text)) { Scored = true };

    public override QueryNode Range(MappedField field, RangeBounds bounds, DateMathContext dates) => new BetweenNode(field)
    {
        From = bounds.From is { } from ? ColumnValue.Of(from.Text) : default,
        To = bounds.To is { } to ? ColumnValue.Of(to.Text) : default,
        IncludeFrom = bounds.IncludeFrom,
        IncludeTo = bounds.IncludeTo,
    };
}
