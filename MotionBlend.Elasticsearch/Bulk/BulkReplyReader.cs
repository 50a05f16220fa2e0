using System.Text.Json;

namespace MotionBlend.Elasticsearch.Bulk;

/// <summary>
/// Reads the reply of <c>_bulk</c> and pairs it with what was sent: as many items as operations, each naming the operation's
/// action and id. Anything else is no result at all, since nobody could say which documents were written.
/// </summary>
internal static class BulkReplyReader
{
    /// <summary>Reads the reply.</summary>
    /// <returns>The reply, or null with what is wrong in <paramref name="fault"/>.</returns>
    public static BulkReply? Read(ReadOnlySpan<byte> reply, BulkBody sent, out string fault)
    {
        try
        {
            fault = "";
            return AllCreatedReply.TryRead(reply, sent) ?? ReadReply(reply, sent, out fault);
        }
        catch (JsonException exception)
        {
            fault = $"the bulk reply is no JSON: {exception.Message}";
            return null;
        }
        catch (InvalidOperationException)
        {
            fault = "the bulk reply has a member of another type than the API promises";
            return null;
        }
        catch (FormatException)
        {
            fault = "the bulk reply has a number out of range";
            return null;
        }
    }

    private static BulkReply? ReadReply(ReadOnlySpan<byte> reply, BulkBody sent, out string fault)
    {
        var reader = new Utf8JsonReader(reply);
        List<BulkItemResult>? items = null;
        var took = TimeSpan.Zero;
        fault = "";
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            fault = "the bulk reply is no object";
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("took"u8))
            {
                reader.Read();
                took = TimeSpan.FromMilliseconds(reader.GetInt64());
            }
            else if (reader.ValueTextEquals("items"u8))
            {
                reader.Read();
                items = ReadItems(ref reader, sent, out fault);
                if (items is null)
                {
                    return null;
                }
            }
            else
            {
                reader.Skip();
            }
        }

        // Reads on to the end: a reply that was cut off must not pass for a whole one.
        while (reader.Read())
        {
        }

        if (items is null)
        {
            fault = "the bulk reply has no items";
            return null;
        }

        if (items.Count != sent.Count)
        {
            fault = $"the bulk reply has {items.Count} items for {sent.Count} operations";
            return null;
        }

        return new BulkReply(took, items);
    }

    private static List<BulkItemResult>? ReadItems(ref Utf8JsonReader reader, BulkBody sent, out string fault)
    {
        fault = "";
        var items = new List<BulkItemResult>(sent.Count);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (items.Count == sent.Count)
            {
                fault = $"the bulk reply has more items than the {sent.Count} operations";
                return null;
            }

            reader.Read();
            if (!reader.ValueTextEquals("index"u8))
            {
                fault = $"item {items.Count} of the bulk reply is no index operation";
                return null;
            }

            reader.Read();
            if (!TryReadItem(ref reader, sent.Id(items.Count), out var item))
            {
                fault = $"item {items.Count} of the bulk reply does not name the operation's id or has no status";
                return null;
            }

            items.Add(item);
            reader.Read();
        }

        return items;
    }

    private static bool TryReadItem(ref Utf8JsonReader reader, ReadOnlySpan<byte> id, out BulkItemResult item)
    {
        var status = 0;
        var isNamed = false;
        var isNoop = false;
        string? type = null;
        string? reason = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("_id"u8))
            {
                reader.Read();
                isNamed = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(id);
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                reader.Read();
                status = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("result"u8))
            {
                reader.Read();
                isNoop = reader.ValueTextEquals("noop"u8);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                (type, reason) = ReadError(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        item = new BulkItemResult(OutcomeOf(status, isNoop), status, type, reason);
        return isNamed && status is >= 100 and <= 599;
    }

    private static (string? Type, string? Reason) ReadError(ref Utf8JsonReader reader)
    {
        using var error = JsonDocument.ParseValue(ref reader);
        if (error.RootElement.ValueKind != JsonValueKind.Object)
        {
            return (null, error.RootElement.ToString());
        }

        var innermost = error.RootElement;
        while (innermost.TryGetProperty("caused_by", out var cause) && cause.ValueKind == JsonValueKind.Object)
        {
            innermost = cause;
        }

        var reason = Text(error.RootElement, "reason");
        var root = Text(innermost, "reason");
        return (Text(error.RootElement, "type"), root is null || root == reason ? reason : $"{reason}: {root}");
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static BulkItemOutcome OutcomeOf(int status, bool isNoop) => status switch
    {
        201 => BulkItemOutcome.Created,
        >= 200 and < 300 => isNoop ? BulkItemOutcome.Noop : BulkItemOutcome.Updated,
        400 => BulkItemOutcome.Malformed,
        409 => BulkItemOutcome.Conflict,
        429 or 502 or 503 or 504 => BulkItemOutcome.Unavailable,
        _ => BulkItemOutcome.Refused,
    };
}
