using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Analysis;
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
    private const string Positions = "positions";

    private static readonly ColumnValue[] Gap = [ColumnValue.Of("")];

    public override string Name => "text";

    public override ColumnType Column => ColumnType.Varchar;

    public override FieldFamily Family => FieldFamily.Text;

    public override bool AlwaysMany => true;

    public override IReadOnlyList<ColumnValue> Between => Gap;

    /// <summary>False where the mapping says <c>norms: false</c>: the length of a text does not matter to its score.</summary>
    public bool Norms { get; init; } = true;

    /// <summary>What the mapping keeps of words: <c>docs</c>, <c>freqs</c>, <c>positions</c> or <c>offsets</c>.</summary>
    public string IndexOptions { get; init; } = Positions;

    /// <summary>True where the mapping says <c>fielddata: true</c>: sorting and aggregating by words.</summary>
    public bool Fielddata { get; init; }

    /// <summary>False where a word counts once in a document however often it stands there.</summary>
    public bool HasFrequencies => IndexOptions != "docs";

    /// <summary>False where phrases cannot be looked for.</summary>
    public bool HasPositions => IndexOptions is Positions or "offsets";

    public static TextType Parse(FieldParameters parameters)
    {
        var options = parameters.Text("index_options") ?? Positions;
        if (options is not ("docs" or "freqs" or Positions or "offsets"))
        {
            throw FieldParameters.Refused(
                $"Unknown value [{options}] for field [index_options] - accepted values are [positions, docs, freqs, offsets]").Raise();
        }

        if (parameters.Take("analyzer") is { Text: not "standard" } analyzer)
            throw FieldParameters.Refused($"analyzer [{analyzer.Text}] of field [{parameters.Field}] is not supported by this node").Raise();
        return new TextType
        {
            Indexed = parameters.Bool("index", true),
            Norms = parameters.Bool("norms", true),
            Fielddata = parameters.Bool("fielddata", false),
            IndexOptions = options,
        };
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

    public override void WriteParameters(Utf8JsonWriter writer)
    {
        base.WriteParameters(writer);
        if (IndexOptions != Positions)
            writer.WriteString("index_options", IndexOptions);
        if (!Norms)
            writer.WriteBoolean("norms", false);
        if (Fielddata)
            writer.WriteBoolean("fielddata", true);
    }

    public override FieldType MergedWith(FieldType update, string field)
    {
        // Norms may be given up and fielddata may be switched on and off; nothing else changes.
        var other = (TextType)update;
        var kept = other with { Fielddata = Fielddata, Norms = Norms && !other.Norms ? Norms : other.Norms };
        return ((TextType)base.MergedWith(kept, field)) with { Fielddata = other.Fielddata, Norms = other.Norms };
    }
}
