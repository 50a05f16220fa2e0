using System.Text.Json;
using System.Text.Json.Nodes;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Elasticsearch.Documents;

/// <summary>
/// Reads all documents of an index page by page in the order of a keyword field that is unique, each page from the last key on.
/// That needs no open context on the server and sees a document that is rewritten meanwhile once.
/// </summary>
public sealed class DocumentScanner(IElasticsearchTransport transport)
{
    private const string ReplyParts = "timed_out,_shards.failed,hits.hits._id,hits.hits._version,hits.hits._source";

    /// <summary>Reads a page.</summary>
    /// <param name="index">Index or alias.</param>
    /// <param name="keyField">The keyword field; every document must have it, none twice.</param>
    /// <param name="after">Key of the last document of the page before; null for the first page.</param>
    /// <param name="size">Documents of a page, at most the index's <c>max_result_window</c>.</param>
    /// <param name="isWhole">True for the whole source, false for the key alone.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The page; fewer documents than <paramref name="size"/> mean that it is the last.</returns>
    public Task<ElasticResult<IReadOnlyList<ScannedDocument>>> PageAsync(
        string index, string keyField, string? after, int size, bool isWhole, CancellationToken cancellationToken) =>
        SearchAsync(index, new JsonObject
        {
            ["size"] = size,
            ["version"] = true,
            ["track_total_hits"] = false,
            ["_source"] = isWhole ? true : new JsonArray(keyField),
            ["sort"] = new JsonArray(new JsonObject { [keyField] = "asc" }),
            ["query"] = after is null
                ? new JsonObject { ["match_all"] = new JsonObject() }
                : new JsonObject { ["range"] = new JsonObject { [keyField] = new JsonObject { ["gt"] = after } } },
        }, cancellationToken);

    /// <summary>Finds the documents of some keys, as searches see them.</summary>
    /// <param name="index">Index or alias.</param>
    /// <param name="keyField">The keyword field; no two documents have the same.</param>
    /// <param name="keys">The keys, at most the index's <c>max_result_window</c>.</param>
    /// <param name="isWhole">True for the whole source, false for the key alone.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<ElasticResult<IReadOnlyList<ScannedDocument>>> FindAsync(
        string index, string keyField, IReadOnlyCollection<string> keys, bool isWhole, CancellationToken cancellationToken) =>
        SearchAsync(index, new JsonObject
        {
            ["size"] = keys.Count,
            ["version"] = true,
            ["track_total_hits"] = false,
            ["_source"] = isWhole ? true : new JsonArray(keyField),
            ["query"] = new JsonObject
            {
                ["terms"] = new JsonObject { [keyField] = new JsonArray([.. keys.Select(key => JsonValue.Create(key))]) },
            },
        }, cancellationToken);

    private async Task<ElasticResult<IReadOnlyList<ScannedDocument>>> SearchAsync(string index, JsonObject body, CancellationToken cancellationToken)
    {
        var request = ElasticRequest.Post(ElasticBody.From(body), index, "_search").With("filter_path", ReplyParts);
        var result = await transport.SendAsync(request, cancellationToken);
        if (!result.TryGet(out var response, out var error))
        {
            return error;
        }

        try
        {
            return Read(response.Content) is { } documents
                ? documents
                : new ElasticError(ElasticFailure.ServerError, response.Status, null, $"not every shard of {index} answered", request.Target);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return new ElasticError(ElasticFailure.MalformedReply, response.Status, null, $"the page cannot be read: {exception.Message}", request.Target);
        }
    }

    private static List<ScannedDocument>? Read(ReadOnlyMemory<byte> reply)
    {
        var documents = new List<ScannedDocument>();
        var reader = new Utf8JsonReader(reply.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("timed_out"u8))
            {
                reader.Read();
                if (reader.GetBoolean())
                {
                    return null;
                }
            }
            else if (reader.ValueTextEquals("_shards"u8))
            {
                if (ReadFailed(ref reader) > 0)
                {
                    return null;
                }
            }
            else if (reader.ValueTextEquals("hits"u8))
            {
                ReadHits(ref reader, reply, documents);
            }
            else
            {
                reader.Skip();
            }
        }

        while (reader.Read())
        {
        }

        return documents;
    }

    private static int ReadFailed(ref Utf8JsonReader reader)
    {
        var failed = 0;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isFailed = reader.ValueTextEquals("failed"u8);
            reader.Read();
            failed = isFailed ? reader.GetInt32() : failed;
            reader.Skip();
        }

        return failed;
    }

    private static void ReadHits(ref Utf8JsonReader reader, ReadOnlyMemory<byte> reply, List<ScannedDocument> documents)
    {
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("hits"u8))
            {
                reader.Skip();
                continue;
            }

            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                documents.Add(ReadHit(ref reader, reply));
            }
        }
    }

    private static ScannedDocument ReadHit(ref Utf8JsonReader reader, ReadOnlyMemory<byte> reply)
    {
        string? id = null;
        long version = 0;
        var source = ReadOnlyMemory<byte>.Empty;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("_id"u8))
            {
                reader.Read();
                id = reader.GetString();
            }
            else if (reader.ValueTextEquals("_version"u8))
            {
                reader.Read();
                version = reader.GetInt64();
            }
            else if (reader.ValueTextEquals("_source"u8))
            {
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                source = reply[start..(int)reader.BytesConsumed];
            }
            else
            {
                reader.Skip();
            }
        }

        return id is not null && !source.IsEmpty
            ? new ScannedDocument(id, version, source)
            : throw new FormatException("a hit has no _id or no _source");
    }
}
