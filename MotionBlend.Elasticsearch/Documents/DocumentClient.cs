using System.Globalization;
using System.Text;
using System.Text.Json;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Elasticsearch.Documents;

/// <summary>Reads and writes single documents by id. One call is one request.</summary>
/// <param name="transport">Where to.</param>
public sealed class DocumentClient(IElasticsearchTransport transport)
{
    /// <summary>Reads a document; <see cref="ElasticFailure.NotFound"/> when there is no such document or index.</summary>
    public async Task<ElasticResult<StoredDocument>> GetAsync(string index, string id, CancellationToken cancellationToken)
    {
        var request = ElasticRequest.Get(index, "_doc", id);
        return (await transport.SendAsync(request, cancellationToken)).TryGet(out var response, out var error)
            ? response.Read(request.Target, root => new StoredDocument(
                Version(root), Encoding.UTF8.GetBytes(root.GetProperty("_source").GetRawText())))
            : error;
    }

    /// <summary>Writes a document whatever is there.</summary>
    /// <returns>Its new state.</returns>
    public Task<ElasticResult<DocumentVersion>> PutAsync(string index, string id, ReadOnlyMemory<byte> source, CancellationToken cancellationToken) =>
        WriteAsync(ElasticRequest.Put(new ElasticBody(source, ElasticBody.Json), index, "_doc", id), cancellationToken);

    /// <summary>Writes a document if it is still as it was; else <see cref="ElasticFailure.Conflict"/>.</summary>
    /// <param name="index">Index.</param>
    /// <param name="id">Id.</param>
    /// <param name="source">The document, UTF-8.</param>
    /// <param name="expected">The state that it must have; null when it must not exist.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>Its new state.</returns>
    public Task<ElasticResult<DocumentVersion>> ReplaceAsync(
        string index, string id, ReadOnlyMemory<byte> source, DocumentVersion? expected, CancellationToken cancellationToken)
    {
        var body = new ElasticBody(source, ElasticBody.Json);
        return WriteAsync(expected is null
            ? ElasticRequest.Put(body, index, "_create", id)
            : ElasticRequest.Put(body, index, "_doc", id)
                .With("if_seq_no", expected.SequenceNumber.ToString(CultureInfo.InvariantCulture))
                .With("if_primary_term", expected.PrimaryTerm.ToString(CultureInfo.InvariantCulture)), cancellationToken);
    }

    private static DocumentVersion Version(JsonElement root) =>
        new(root.GetProperty("_seq_no").GetInt64(), root.GetProperty("_primary_term").GetInt64());

    private async Task<ElasticResult<DocumentVersion>> WriteAsync(ElasticRequest request, CancellationToken cancellationToken) =>
        (await transport.SendAsync(request, cancellationToken)).TryGet(out var response, out var error)
            ? response.Read(request.Target, Version)
            : error;
}
