using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Elasticsearch.Bulk;

/// <summary>Sends bulk bodies. One call is one request: what to retry is the caller's decision.</summary>
public sealed class BulkClient(IElasticsearchTransport transport)
{
    // The parts of a reply that are read; a bulk reply is otherwise as long as many a request.
    private const string ReplyParts = "took,errors,items.*._id,items.*.status,items.*.result,items.*.error";

    /// <summary>Sends a body to an index or alias.</summary>
    /// <param name="index">Index or alias.</param>
    /// <param name="requireAlias">True when <paramref name="index"/> must be an alias, so that a lost alias is not created as an index.</param>
    /// <param name="body">The operations; it must not be disposed before the task ends.</param>
    /// <param name="timeout">Time limit of the request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>
    /// One result for each operation, or the failure of the request as a whole. After <see cref="ElasticFailure.MalformedReply"/>,
    /// <see cref="ElasticFailure.TimedOut"/> and <see cref="ElasticFailure.Unreachable"/> the outcome is unknown;
    /// the operations may be sent again, since their external versions make that harmless.
    /// </returns>
    public async Task<ElasticResult<BulkReply>> SendAsync(
        string index, bool requireAlias, BulkBody body, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var request = ElasticRequest.Post(new ElasticBody(body.Bytes, ElasticBody.NdJson), index, "_bulk")
            .Within(timeout).With("filter_path", ReplyParts);
        if (requireAlias)
        {
            request = request.With("require_alias", "true");
        }

        var result = await transport.SendAsync(request, cancellationToken);
        if (!result.TryGet(out var response, out var error))
        {
            return error;
        }

        using (response)
        {
            return BulkReplyReader.Read(response.Content.Span, body, out var fault) is { } reply
                ? reply
                : new ElasticError(ElasticFailure.MalformedReply, response.Status, null, fault, request.Target);
        }
    }
}
