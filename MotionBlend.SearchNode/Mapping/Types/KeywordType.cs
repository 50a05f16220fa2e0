using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Mapping.Types;

/// <summary><c>keyword</c>: a whole string, compared by the bytes of its UTF-8.</summary>
internal sealed record KeywordType : FieldType
{
    public override string Name => "keyword";

    public override ColumnType Column => ColumnType.Varchar;

    public override FieldFamily Family => FieldFamily.Keyword;

    /// <summary>Longest value that is indexed, in UTF-16 units; longer ones stay in the source only.</summary>
    public int IgnoreAbove { get; init; } = int.MaxValue;

    /// <summary>Name of the normalizer; null for none.</summary>
    public string? Normalizer { get; init; }

    /// <summary>What the normalizer does.</summary>
    public LetterCase Letters { get; init; }

    public string? Null { get; init; }

    public override ColumnValue NullValue => Null is null ? default : ColumnValue.Of(Normalized(Null));

    public override bool IgnoresNull => Null?.Length > IgnoreAbove;

    public static KeywordType Parse(FieldParameters parameters)
    {
        parameters.WithoutEffect("eager_global_ordinals");
        if (parameters.Bool("norms", false))
            throw FieldParameters.Refused($"[norms] on keyword field [{parameters.Field}] is not supported by this node").Raise();
        if (parameters.Text("index_options") is { } options and not "docs")
            throw FieldParameters.Refused($"[index_options: {options}] on keyword field [{parameters.Field}] is not supported by this node").Raise();
        return new KeywordType
        {
            Indexed = parameters.Bool("index", true),
            DocValues = parameters.Bool("doc_values", true),
            IgnoreAbove = parameters.Int("ignore_above") ?? int.MaxValue,
            Normalizer = parameters.Text("normalizer"),
            Null = parameters.Text("null_value"),
        };
    }

    public override ReadOutcome Read(ref Utf8JsonReader reader, out ColumnValue value, out Failure? cause)
    {
        cause = null;
        value = default;
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            cause = Failure.IllegalArgument($"Expected text at 1:{reader.TokenStartIndex + 1} but found START_OBJECT");
            return ReadOutcome.Malformed;
        }

        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
        value = ColumnValue.Of(Normalized(text));
        return text.Length > IgnoreAbove ? ReadOutcome.Ignored : ReadOutcome.Stored;
    }

    public override QueryNode Term(MappedField field, JsonValue value) =>
        new EqualsNode(field, ColumnValue.Of(Normalized(value.Text))) { Scored = Indexed };

    public override QueryNode Range(MappedField field, RangeBounds bounds, DateMathContext dates) => new BetweenNode(field)
    {
        From = bounds.From is { } from ? ColumnValue.Of(Normalized(from.Text)) : default,
        To = bounds.To is { } to ? ColumnValue.Of(Normalized(to.Text)) : default,
        IncludeFrom = bounds.IncludeFrom,
        IncludeTo = bounds.IncludeTo,
    };

    public override string Normalized(string text) => Letters switch
    {
        LetterCase.Lower => text.ToLowerInvariant(),
        LetterCase.Upper => text.ToUpperInvariant(),
        _ => text,
    };

    public override void WriteParameters(Utf8JsonWriter writer)
    {
        base.WriteParameters(writer);
        if (IgnoreAbove != int.MaxValue)
            writer.WriteNumber("ignore_above", IgnoreAbove);
        if (Normalizer is not null)
            writer.WriteString("normalizer", Normalizer);
        if (Null is not null)
            writer.WriteString("null_value", Null);
    }

    public override FieldType MergedWith(FieldType update, string field)
    {
        var other = (KeywordType)update;
        return ((KeywordType)base.MergedWith(other with { IgnoreAbove = IgnoreAbove }, field)) with { IgnoreAbove = other.IgnoreAbove };
    }
}
