using System.Text.Json;
using System.Text.Json.Nodes;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Elasticsearch.Documents;

/// <summary>
/// Reads all documents of an index as it is at one moment, page by page in the order in which they lie there, which costs the same for
/// the last page as for the first. Slices of an index can be read at the same time.
/// </summary>
public sealed class DocumentScanner(IElasticsearchTransport transport)
{
    // Between two pages of one scan, not for the whole of it.
    private const string KeepAlive = "5m";

    /// <summary>Fixes a point in time; it must be closed.</summary>
    /// <param name="index">Index or alias.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Its id.</returns>
    public async Task<ElasticResult<string>> OpenAsync(string index, CancellationToken cancellationToken)
    {
        var request = ElasticRequest.Post(null, index, "_pit").With("keep_alive", KeepAlive);
        var result = await transport.SendAsync(request, cancellationToken);
        return result.TryGet(out var response, out var error)
            ? response.Read(request.Target, root => root.GetProperty("id").GetString()!)
            : error;
    }

    /// <summary>Lets a point in time go.</summary>
    public async Task<ElasticResult<bool>> CloseAsync(string pointInTime, CancellationToken cancellationToken)
    {
        var request = ElasticRequest.Delete(ElasticBody.From(new JsonObject { ["id"] = pointInTime }), "_pit");
        return (await transport.SendAsync(request, cancellationToken)).Map(_ => true);
    }

    /// <summary>Reads a page.</summary>
    /// <param name="place">Where in which slice.</param>
    /// <param name="size">Documents of a page, at most the index's <c>max_result_window</c>.</param>
    /// <param name="isWhole">True for the whole source, false for none.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The page; fewer documents than <paramref name="size"/> mean that it is the slice's last.</returns>
    public async Task<ElasticResult<ScannedPage>> PageAsync(ScanPlace place, int size, bool isWhole, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["size"] = size,
            ["version"] = true,
            ["track_total_hits"] = false,
            ["_source"] = isWhole,
            ["sort"] = new JsonArray(new JsonObject { ["_shard_doc"] = "asc" }),
            ["pit"] = new JsonObject { ["id"] = place.PointInTime, ["keep_alive"] = KeepAlive },
        };
        if (place.After is { } after)
        {
            body["search_after"] = new JsonArray(after);
        }

        if (place.Slices > 1)
        {
            body["slice"] = new JsonObject { ["id"] = place.Slice, ["max"] = place.Slices };
        }

        return (await SearchAsync(ElasticRequest.Post(ElasticBody.From(body), "_search"), cancellationToken)).Map(found => new ScannedPage(
            found.Documents, place with { PointInTime = found.PointInTime ?? place.PointInTime, After = found.LastSort ?? place.After }, found.Reply));
    }

    /// <summary>Finds documents by their ids, as searches see them.</summary>
    /// <param name="index">Index or alias.</param>
    /// <param name="ids">The ids, at most the index's <c>max_result_window</c>.</param>
    /// <param name="isWhole">True for the whole source, false for none.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public async Task<ElasticResult<FoundDocuments>> FindAsync(
        string index, IReadOnlyCollection<string> ids, bool isWhole, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["size"] = ids.Count,
            ["version"] = true,
            ["track_total_hits"] = false,
            ["_source"] = isWhole,
            ["query"] = new JsonObject
            {
                ["ids"] = new JsonObject { ["values"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id))]) },
            },
        };
        return (await SearchAsync(ElasticRequest.Post(ElasticBody.From(body), index, "_search"), cancellationToken)).Map(found => new FoundDocuments(found.Documents, found.Reply));
    }

    private async Task<ElasticResult<Found>> SearchAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        // Not with filter_path: a source that need not be filtered is copied as it stands, and neither parsed nor spelled anew.
        var result = await transport.SendAsync(request, cancellationToken);
        if (!result.TryGet(out var response, out var error))
        {
            return error;
        }

        try
        {
            return Read(response) is { } found
                ? found
                : new ElasticError(ElasticFailure.ServerError, response.Status, null, "not every shard answered", request.Target);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            return new ElasticError(ElasticFailure.MalformedReply, response.Status, null, $"the page cannot be read: {exception.Message}", request.Target);
        }
    }

    private static Found? Read(ElasticResponse response)
    {
        var reply = response.Content;
        var documents = new List<ScannedDocument>();
        string? pointInTime = null;
        long? last = null;
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
            else if (reader.ValueTextEquals("pit_id"u8))
            {
                reader.Read();
                pointInTime = reader.GetString();
            }
            else if (reader.ValueTextEquals("hits"u8))
            {
                last = ReadHits(ref reader, reply, documents);
            }
            else
            {
                reader.Skip();
            }
        }

        while (reader.Read())
        {
        }

        return new Found(documents, pointInTime, last, response);
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

    /// <summary>Adds the documents.</summary>
    /// <returns>The sort value of the last; null for none.</returns>
    private static long? ReadHits(ref Utf8JsonReader reader, ReadOnlyMemory<byte> reply, List<ScannedDocument> documents)
    {
        long? last = null;
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
                documents.Add(ReadHit(ref reader, reply, out last));
            }
        }

        return last;
    }

    private static ScannedDocument ReadHit(ref Utf8JsonReader reader, ReadOnlyMemory<byte> reply, out long? sort)
    {
        sort = null;
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
            else if (reader.ValueTextEquals("sort"u8))
            {
                reader.Read();
                reader.Read();
                sort = reader.GetInt64();
                reader.Read();
            }
            else
            {
                reader.Skip();
            }
        }

        return new ScannedDocument(id ?? throw new FormatException("a hit has no _id"), version, source);
    }

    private sealed record Found(IReadOnlyList<ScannedDocument> Documents, string? PointInTime, long? LastSort, ElasticResponse Reply);
}
