using System.Globalization;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Json;

/// <summary>The kinds of a JSON value.</summary>
internal enum JsonKind
{
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}

/// <summary>One member of an object, with the place of its name.</summary>
internal sealed record JsonMember(string Name, int NameStart, JsonValue Value);

/// <summary>
/// A value of a parsed request body that remembers where it stood, since Elasticsearch's errors quote line and column.
/// Documents are not read with it (they go through <see cref="System.Text.Json.Utf8JsonReader"/> for speed).
/// </summary>
internal sealed class JsonValue
{
    private readonly ReadOnlyMemory<byte> _body;

    internal JsonValue(ReadOnlyMemory<byte> body, JsonKind kind, int start)
    {
        _body = body;
        Kind = kind;
        Start = start;
    }

    /// <summary>A string that stands in no body: a word of a query string.</summary>
    public static JsonValue OfText(string text) => new(ReadOnlyMemory<byte>.Empty, JsonKind.String, 0) { Text = text };

    public JsonKind Kind { get; }

    /// <summary>Byte offset of the first byte of the value.</summary>
    public int Start { get; }

    /// <summary>Byte offset just behind the value.</summary>
    public int End { get; internal set; }

    /// <summary>The string's value, the number as written, or <c>true</c>, <c>false</c>, <c>null</c>; empty for objects and arrays.</summary>
    /// <exception cref="FailureException">It is a string that the text ends in.</exception>
    public string Text
    {
        get => TextFault is null ? field : throw TextFault.Raise();
        internal init;
    } = "";

    /// <summary>What keeps a string from being read; null where nothing does.</summary>
    public Failure? TextFault { private get; init; }

    public JsonSequence<JsonMember> Members { get; } = new();

    public JsonSequence<JsonValue> Items { get; } = new();

    /// <summary>Where the value starts.</summary>
    public JsonLocation Location => LocationAt(Start);

    /// <summary>Where the value's last byte stands: the closing bracket of an object or array.</summary>
    public JsonLocation EndLocation => LocationAt(End - 1);

    /// <summary>The value as it was written.</summary>
    public ReadOnlyMemory<byte> Raw => _body[Start..End];

    public bool IsNull => Kind == JsonKind.Null;

    /// <summary>The name Elasticsearch's parser gives to the value's first token.</summary>
    public string TokenName => Kind switch
    {
        JsonKind.Object => "START_OBJECT",
        JsonKind.Array => "START_ARRAY",
        JsonKind.String => "VALUE_STRING",
        JsonKind.Number => "VALUE_NUMBER",
        JsonKind.Boolean => "VALUE_BOOLEAN",
        _ => "VALUE_NULL",
    };

    public JsonLocation LocationAt(int offset) => JsonLocation.Of(_body.Span, offset);

    /// <summary>Reads all of it, though nothing of it is of use yet.</summary>
    /// <exception cref="FailureException">The text ends, or is wrong, before its end.</exception>
    public JsonValue Whole()
    {
        _ = Text;
        foreach (var member in Members)
            member.Value.Whole();
        foreach (var item in Items)
            item.Whole();
        return this;
    }

    /// <summary>The member of this name, or null.</summary>
    public JsonValue? this[string name] => Members.Find(member => member.Name == name)?.Value;

    /// <summary>A boolean, also written as the string <c>"true"</c> or <c>"false"</c>; the empty string is false.</summary>
    /// <exception cref="FailureException">It is neither.</exception>
    public bool AsBoolean() => (Kind, Text) switch
    {
        (JsonKind.Boolean or JsonKind.String, "true") => true,
        (JsonKind.Boolean or JsonKind.String, "false") or (JsonKind.String, "") => false,
        (JsonKind.Boolean or JsonKind.String, _) => throw Failure.IllegalArgument($"Failed to parse value [{Text}] as only [true] or [false] are allowed.").Raise(),
        _ => throw new Failure(FailureKind.XContentParse, $"{Location} Current token ({TokenName}) not of boolean type").Raise(),
    };

    /// <summary>A 32-bit integer, also written as a string.</summary>
    /// <exception cref="FailureException">It is no number or out of range.</exception>
    public int AsInt() => checked((int)AsLong(int.MinValue, int.MaxValue, "int"));

    /// <summary>A 64-bit integer, also written as a string.</summary>
    /// <exception cref="FailureException">It is no number or out of range.</exception>
    public long AsLong() => AsLong(long.MinValue, long.MaxValue, "long");

    /// <summary>A double, also written as a string.</summary>
    /// <exception cref="FailureException">It is no number.</exception>
    public double AsDouble() =>
        Kind is JsonKind.Number or JsonKind.String
        && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw NotANumber();

    private long AsLong(long least, long most, string type)
    {
        if (Kind is not (JsonKind.Number or JsonKind.String))
            throw NotANumber();
        if (long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        var isWide = decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var wide);
        if (!isWide && Kind == JsonKind.String)
            throw NotANumber();
        if (!isWide || wide < least || wide > most)
        {
            throw new Failure(
                FailureKind.XContentParse,
                $"{Location} Numeric value ({Text}) out of range of {type} ({least} - {most})").Raise();
        }

        return (long)decimal.Truncate(wide);
    }

    private FailureException NotANumber() =>
        Kind is JsonKind.Number or JsonKind.String
            ? new Failure(FailureKind.NumberFormat, $"For input string: \"{Text}\"").Raise()
            : new Failure(FailureKind.XContentParse, $"{Location} Current token ({TokenName}) not numeric, can not use numeric value accessors").Raise();
}
