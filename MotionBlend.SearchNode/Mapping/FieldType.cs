using System.Text.Json;
using MotionBlend.SearchNode.Ast;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Json;

namespace MotionBlend.SearchNode.Mapping;

/// <summary>What became of a value of a document.</summary>
internal enum ReadOutcome
{
    /// <summary>The value is to be stored in the column.</summary>
    Stored,

    /// <summary>The value stands in the source only, and the field is listed in <c>_ignored</c>.</summary>
    Ignored,

    /// <summary>The value does not fit the type.</summary>
    Malformed,
}

/// <summary>
/// A field type with its parameters: how document values become column values, and what queries on the field mean.
/// One file per type in <c>Mapping/Types</c>, registered in <see cref="FieldTypes"/>.
/// </summary>
internal abstract record FieldType
{
    /// <summary>The type's name in a mapping.</summary>
    public abstract string Name { get; }

    public abstract ColumnType Column { get; }

    public abstract FieldFamily Family { get; }

    /// <summary>False where the mapping says <c>index: false</c>.</summary>
    public bool Indexed { get; init; } = true;

    /// <summary>False where the mapping says <c>doc_values: false</c>: no sorting and no aggregation.</summary>
    public bool DocValues { get; init; } = true;

    /// <summary>True where the mapping says <c>store: true</c>: the field can be asked for by <c>stored_fields</c>.</summary>
    public bool Stored { get; init; }

    /// <summary>The <c>meta</c> object as it was sent; null for none.</summary>
    public string? Meta { get; init; }

    /// <summary>Malformed values are dropped, the document is kept.</summary>
    public bool IgnoreMalformed { get; init; }

    /// <summary>The value that stands for an explicit null; absent by default.</summary>
    public virtual ColumnValue NullValue => default;

    /// <summary>True where the value that stands for null is itself ignored.</summary>
    public virtual bool IgnoresNull => false;

    /// <summary>True where the column holds a list by nature (tokens, vectors), whatever the document has.</summary>
    public virtual bool AlwaysMany => false;

    /// <summary>A text as the type's values are kept: a normalizer may change its letters.</summary>
    public virtual string Normalized(string text) => text;

    /// <summary>What stands in the column between two values of a document.</summary>
    public virtual IReadOnlyList<ColumnValue> Between => [];

    /// <summary>True where a JSON array or object is one value of the type; then <see cref="Read"/> gets its first token.</summary>
    public virtual bool TakesStructure => false;

    /// <summary>The type as it reads a text of a source for showing: numbers take it whatever their <c>coerce</c> says.</summary>
    public virtual FieldType OfShownText => this;

    /// <summary>Reads the value at the reader's token (never null).</summary>
    /// <param name="reader">The document's reader; left on the value's last token.</param>
    /// <param name="value">The column value when <see cref="ReadOutcome.Stored"/>; not present where it is read as null.</param>
    /// <param name="cause">Why it is malformed.</param>
    public abstract ReadOutcome Read(ref Utf8JsonReader reader, out ColumnValue value, out Failure? cause);

    /// <summary>What a <c>term</c> query for a value means.</summary>
    /// <exception cref="FailureException">The value cannot be one of this type.</exception>
    public abstract QueryNode Term(MappedField field, JsonValue value);

    /// <summary>What a <c>range</c> query means.</summary>
    /// <exception cref="FailureException">A bound cannot be a value of this type.</exception>
    public abstract QueryNode Range(MappedField field, RangeBounds bounds, DateMathContext dates);

    /// <summary>Writes the type's parameters as <c>GET _mapping</c> shows them: only those that differ from the default.</summary>
    public virtual void WriteParameters(Utf8JsonWriter writer)
    {
        if (!Indexed)
            writer.WriteBoolean("index", false);
        if (!DocValues)
            writer.WriteBoolean("doc_values", false);
        if (Stored)
            writer.WriteBoolean("store", true);
        if (IgnoreMalformed)
            writer.WriteBoolean("ignore_malformed", true);
        WriteMeta(writer);
    }

    /// <summary>Writes the <c>meta</c> object, if there is one.</summary>
    protected void WriteMeta(Utf8JsonWriter writer)
    {
        if (Meta is null)
            return;
        writer.WritePropertyName("meta");
        writer.WriteRawValue(Meta);
    }

    /// <summary>The type after a mapping update of the same type name; the update wins where that is allowed.</summary>
    /// <exception cref="FailureException">A parameter that cannot change was changed.</exception>
    public virtual FieldType MergedWith(FieldType update, string field) =>
        Equals(update with { IgnoreMalformed = IgnoreMalformed, Meta = Meta })
        ? update
        : throw Failure.IllegalArgument(
            $"Mapper for [{field}] conflicts with existing mapper:\n\tCannot update parameters of type [{Name}]").Raise();
}

/// <summary>The bounds of a range query as they were written; a null bound is open.</summary>
internal sealed record RangeBounds
{
    public JsonValue? From { get; init; }

    public JsonValue? To { get; init; }

    public bool IncludeFrom { get; init; } = true;

    public bool IncludeTo { get; init; } = true;

    /// <summary>Date format of the bounds, in place of the field's.</summary>
    public string? Format { get; init; }

    public string? TimeZone { get; init; }
}

/// <summary>What dates in a query depend on: the time that <c>now</c> means, fixed once per request.</summary>
internal sealed record DateMathContext(long NowMillis);
