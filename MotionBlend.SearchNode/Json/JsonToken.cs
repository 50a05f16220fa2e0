namespace MotionBlend.SearchNode.Json;

/// <summary>The kinds of <see cref="JsonToken"/>.</summary>
internal enum JsonTokenKind
{
    StartObject,
    Name,
    EndObject,
    StartArray,
    EndArray,
    Value,
    Null,
}

/// <summary>A token of a text: for bodies that Elasticsearch reads without looking at what a token belongs to.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Of">The value that it is, begins or ends; of a name the value behind it.</param>
/// <param name="Start">Byte offset of the token.</param>
internal readonly record struct JsonToken(JsonTokenKind Kind, JsonValue Of, int Start)
{
    /// <summary>The name where it is one; else empty.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Where it stands.</summary>
    public JsonLocation Location => Of.LocationAt(Start);

    /// <summary>The name Elasticsearch's parser gives to such a token.</summary>
    public string TypeName => Kind switch
    {
        JsonTokenKind.Name => "FIELD_NAME",
        JsonTokenKind.EndObject => "END_OBJECT",
        JsonTokenKind.EndArray => "END_ARRAY",
        _ => Of.TokenName,
    };

    /// <summary>The tokens of a value. Where the text is wrong behind some of them, going on raises what is wrong.</summary>
    public static IEnumerable<JsonToken> All(JsonValue value)
    {
        switch (value.Kind)
        {
            case JsonKind.Object:
                yield return new JsonToken(JsonTokenKind.StartObject, value, value.Start);
                foreach (var member in value.Members)
                {
                    yield return new JsonToken(JsonTokenKind.Name, member.Value, member.NameStart) { Name = member.Name };
                    foreach (var token in All(member.Value))
                        yield return token;
                }

                yield return new JsonToken(JsonTokenKind.EndObject, value, value.End - 1);
                break;
            case JsonKind.Array:
                yield return new JsonToken(JsonTokenKind.StartArray, value, value.Start);
                foreach (var token in value.Items.SelectMany(All))
                    yield return token;
                yield return new JsonToken(JsonTokenKind.EndArray, value, value.End - 1);
                break;
            default:
                yield return new JsonToken(value.IsNull ? JsonTokenKind.Null : JsonTokenKind.Value, value, value.Start);
                break;
        }
    }
}
