using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Json;

/// <summary>Reads a text to a tree, up to where it is wrong.</summary>
internal ref struct JsonTreeReader(ReadOnlyMemory<byte> body)
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = JsonBody.MaxDepth, AllowMultipleValues = true };

    private Utf8JsonReader _reader = new(body.Span, Options);

    /// <summary>What is wrong with the text; null as long as nothing is.</summary>
    public Failure? Fault { get; private set; }

    /// <summary>The value that the text begins with.</summary>
    /// <exception cref="FailureException">There is none.</exception>
    public JsonValue ReadFirst()
    {
        if (JsonUnicode.Fault(body.Span) is { } unreadable)
            throw unreadable.Raise();
        return Next()
            ? ReadValue()
            : throw (Fault ?? new Failure(FailureKind.XContentEndOfFile, $"{JsonLocation.Of(body.Span, body.Length)} Unexpected end of file")).Raise();
    }

    /// <summary>Reads one token behind the value: what is none is a fault, another only where the rule says so.</summary>
    public void ReadEnd(JsonEnd end)
    {
        if (Fault is not null || !Next() || end == JsonEnd.AnyToken)
            return;
        var location = JsonLocation.Of(body.Span, (int)_reader.TokenStartIndex);
        Fault = end == JsonEnd.OfRequest
            ? Failure.Parsing($"Unexpected token [{JsonFault.TokenName(_reader.TokenType)}] found after the main object.", location)
            : new Failure(FailureKind.XContentParse, $"{location} Unexpected token after end of object");
    }

    // The next token; false where the text is wrong before it.
    private bool Next()
    {
        try
        {
            return _reader.Read();
        }
        catch (JsonException e)
        {
            Fault = JsonFault.Describe(body.Span, e, _reader.BytesConsumed);
            return false;
        }
    }

    private JsonValue ReadValue()
    {
        var start = (int)_reader.TokenStartIndex;
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var found = new JsonValue(body, JsonKind.Object, start);
                ReadMembers(found.Members);
                found.End = End;
                return found;
            case JsonTokenType.StartArray:
                var list = new JsonValue(body, JsonKind.Array, start);
                ReadItems(list.Items);
                list.End = End;
                return list;
            default:
                return new JsonValue(body, ScalarKind(_reader.TokenType), start)
                {
                    Text = _reader.TokenType == JsonTokenType.String ? _reader.GetString()! : Encoding.UTF8.GetString(_reader.ValueSpan),
                    End = End,
                };
        }
    }

    private readonly int End => (int)_reader.BytesConsumed;

    private void ReadMembers(JsonSequence<JsonMember> members)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (Fault is null && Next() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var name = _reader.GetString()!;
            var nameStart = (int)_reader.TokenStartIndex;
            if (!names.Add(name))
                Fault = new Failure(FailureKind.XContentParse, $"{JsonLocation.Of(body.Span, nameStart)} Duplicate field '{name}'");
            else if (NextValue() is { } value)
                members.Add(new JsonMember(name, nameStart, value));
        }

        members.Fault = Fault;
    }

    private void ReadItems(JsonSequence<JsonValue> items)
    {
        while (Fault is null && NextValue() is { } value)
            items.Add(value);
        items.Fault = Fault;
    }

    // The value that is next; null at the end of an array, and where the text is wrong before it.
    private JsonValue? NextValue() => !Next() ? UnfinishedString() : _reader.TokenType == JsonTokenType.EndArray ? null : ReadValue();

    // A string that the text ends in is told to be a string, and has no text.
    private readonly JsonValue? UnfinishedString()
    {
        var rest = body.Span[End..].TrimStart(" \r\n\t,:"u8);
        return Fault!.Kind == FailureKind.XContentEndOfFile && rest is [(byte)'"', ..]
            ? new JsonValue(body, JsonKind.String, body.Length - rest.Length) { TextFault = Fault, End = body.Length }
            : null;
    }

    private static JsonKind ScalarKind(JsonTokenType token) => token switch
    {
        JsonTokenType.String => JsonKind.String,
        JsonTokenType.Number => JsonKind.Number,
        JsonTokenType.True or JsonTokenType.False => JsonKind.Boolean,
        _ => JsonKind.Null,
    };
}
