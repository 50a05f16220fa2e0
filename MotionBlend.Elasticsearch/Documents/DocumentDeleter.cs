using System.Buffers;
using System.Text.Json;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Elasticsearch.Documents;

/// <summary>Deletes documents in the version in which they were seen: one that was written again meanwhile stays.</summary>
public sealed class DocumentDeleter(IElasticsearchTransport transport)
{
    /// <summary>Deletes documents in one request.</summary>
    /// <param name="index">Index or alias.</param>
    /// <param name="documents">Which, each with its version.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>
    /// How many are gone, also those that were gone before; or the failure, also that of a single document. The request may be
    /// made again then: what was deleted counts as gone.
    /// </returns>
    public async Task<ElasticResult<DeletedDocuments>> DeleteAsync(
        string index, IReadOnlyList<(string Id, long Version)> documents, CancellationToken cancellationToken)
    {
        var request = ElasticRequest.Post(new ElasticBody(Body(documents), ElasticBody.NdJson), index, "_bulk")
            .With("filter_path", "items.*._id,items.*.status,items.*.error");
        var result = await transport.SendAsync(request, cancellationToken);
        if (!result.TryGet(out var response, out var error))
        {
            return error;
        }

        try
        {
            return Read(response, documents, request.Target);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new ElasticError(ElasticFailure.MalformedReply, response.Status, null, $"the bulk reply cannot be read: {exception.Message}", request.Target);
        }
    }

    private static ElasticResult<DeletedDocuments> Read(ElasticResponse response, IReadOnlyList<(string Id, long Version)> documents, string target)
    {
        using var reply = JsonDocument.Parse(response.Content);
        var items = reply.RootElement.GetProperty("items");
        if (items.GetArrayLength() != documents.Count)
        {
            throw new FormatException($"{items.GetArrayLength()} items for {documents.Count} operations");
        }

        var (gone, kept) = (0L, 0L);
        for (var number = 0; number < documents.Count; number++)
        {
            var item = items[number].GetProperty("delete");
            if (item.GetProperty("_id").GetString() != documents[number].Id)
            {
                throw new FormatException($"item {number} does not name its operation's id");
            }

            var status = item.GetProperty("status").GetInt32();
            switch (status)
            {
                case 200 or 404 when !item.TryGetProperty("error", out _):
                    gone++;
                    break;
                case 409:
                    kept++;
                    break;
                default:
                    var failure = status switch
                    {
                        429 => ElasticFailure.TooManyRequests,
                        403 => ElasticFailure.Forbidden,
                        >= 500 => ElasticFailure.ServerError,
                        _ => ElasticFailure.BadRequest,
                    };
                    return new ElasticError(failure, status, null, $"{documents[number].Id} could not be deleted", target);
            }
        }

        return new DeletedDocuments(gone, kept);
    }

    private static ReadOnlyMemory<byte> Body(IReadOnlyList<(string Id, long Version)> documents)
    {
        var buffer = new ArrayBufferWriter<byte>(documents.Count * 100);
        using var writer = new Utf8JsonWriter(buffer);
        foreach (var (id, version) in documents)
        {
            writer.Reset();
            writer.WriteStartObject();
            writer.WriteStartObject("delete");
            writer.WriteString("_id", id);
            writer.WriteNumber("version", version);
            writer.WriteString("version_type", "external_gte");
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.Flush();
            buffer.Write("\n"u8);
        }

        return buffer.WrittenMemory;
    }
}
