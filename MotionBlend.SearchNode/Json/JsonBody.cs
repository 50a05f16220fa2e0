using System.Text;
using System.Text.Json;
using MotionBlend.SearchNode.Failures;

namespace MotionBlend.SearchNode.Json;

/// <summary>Parses a request body to a <see cref="JsonValue"/>; duplicate keys and depth beyond the limit are refused.</summary>
internal static class JsonBody
{
    /// <summary>Deepest nesting of a request body, as Elasticsearch's JSON parser allows it.</summary>
    public const int MaxDepth = 1000;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    /// <summary>Parses a whole body: one value and nothing behind it.</summary>
    /// <exception cref="FailureException">The body is no JSON.</exception>
    public static JsonValue Parse(ReadOnlyMemory<byte> body)
    {
        RequireReadable(body.Span);
        var reader = new Utf8JsonReader(body.Span, Options);
        try
        {
            reader.Read();
            var value = ReadValue(body, ref reader);
            return reader.Read()
                ? throw Failure.Parsing(
                    $"Unexpected token [{reader.TokenType}] found after the main object.",
                    JsonLocation.Of(body.Span, (int)reader.TokenStartIndex)).Raise()
                : value;
        }
        catch (JsonException e)
        {
            throw JsonFault.Describe(body.Span, e, reader.BytesConsumed).Raise();
        }
    }

    /// <summary>Parses the first value of a text and leaves what follows: the action line of a bulk request.</summary>
    /// <exception cref="FailureException">The text does not start with a JSON value.</exception>
    public static JsonValue ParseFirst(ReadOnlyMemory<byte> body)
    {
        RequireReadable(body.Span);
        var reader = new Utf8JsonReader(body.Span, Options);
        try
        {
            reader.Read();
            return ReadValue(body, ref reader);
        }
        catch (JsonException e)
        {
            throw JsonFault.Describe(body.Span, e, reader.BytesConsumed).Raise();
        }
    }

    private static void RequireReadable(ReadOnlySpan<byte> body)
    {
        if (JsonUnicode.Fault(body) is { } fault)
            throw fault.Raise();
    }

    private static JsonValue ReadValue(ReadOnlyMemory<byte> body, ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var found = new JsonValue(body, JsonKind.Object, start);
                var names = new HashSet<string>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    var nameStart = (int)reader.TokenStartIndex;
                    if (!names.Add(name))
                    {
                        throw new Failure(
                            FailureKind.XContentParse,
                            $"{JsonLocation.Of(body.Span, nameStart)} Duplicate field '{name}'").Raise();
                    }

                    reader.Read();
                    found.Members.Add(new JsonMember(name, nameStart, ReadValue(body, ref reader)));
                }

                found.End = (int)reader.BytesConsumed;
                return found;
            case JsonTokenType.StartArray:
                var list = new JsonValue(body, JsonKind.Array, start);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    list.Items.Add(ReadValue(body, ref reader));
                list.End = (int)reader.BytesConsumed;
                return list;
            default:
                return new JsonValue(body, ScalarKind(reader.TokenType), start)
                {
                    Text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan),
                    End = (int)reader.BytesConsumed,
                };
        }
    }

    private static JsonKind ScalarKind(JsonTokenType token) => token switch
    {
        JsonTokenType.String => JsonKind.String,
        JsonTokenType.Number => JsonKind.Number,
        JsonTokenType.True or JsonTokenType.False => JsonKind.Boolean,
        _ => JsonKind.Null,
    };
}
