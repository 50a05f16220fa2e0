using System.Text.Json;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Elasticsearch.Search;

/// <summary>Searches. A reply that is not complete (a shard failed, time ran out) is an error: numbers are whole or absent.</summary>
/// <param name="transport">Where to.</param>
public sealed class SearchClient(IElasticsearchTransport transport)
{
    /// <summary>Runs a search and takes a value out of the reply.</summary>
    /// <param name="index">Index or alias.</param>
    /// <param name="request">The search.</param>
    /// <param name="read">Takes the value; what it finds missing or wrong becomes <see cref="ElasticFailure.MalformedReply"/>.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<ElasticResult<T>> SearchAsync<T>(
        string index, SearchRequest request, Func<SearchReply, T> read, CancellationToken cancellationToken)
        where T : notnull
    {
        var post = ElasticRequest.Post(ElasticBody.From(request.ToJson()), index, "_search");
        var result = await transport.SendAsync(post, cancellationToken);
        if (!result.TryGet(out var response, out var error))
        {
            return error;
        }

        var incomplete = response.Read(post.Target, Incompleteness);
        return incomplete.TryGet(out var reason, out var malformed)
            ? reason.Length == 0
                ? response.Read(post.Target, root => read(new SearchReply(root)))
                : new ElasticError(ElasticFailure.ServerError, response.Status, null, reason, post.Target)
            : malformed;
    }

    private static string Incompleteness(JsonElement root)
    {
        var shards = root.GetProperty("_shards");
        var failed = shards.GetProperty("failed").GetInt32();
        return failed > 0
            ? FormattableString.Invariant($"{failed} of {shards.GetProperty("total").GetInt32()} shards gave no answer")
            : root.GetProperty("timed_out").GetBoolean() ? "the search ran out of time" : "";
    }
}
