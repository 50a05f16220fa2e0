using System.Text.Json;
using System.Text.Json.Nodes;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Elasticsearch.Indices;

/// <summary>Administration of indices and aliases. One call is one request, except <see cref="FindAliasAsync"/>.</summary>
public sealed class IndexClient(IElasticsearchTransport transport)
{
    /// <summary>Creates an index.</summary>
    /// <param name="index">Concrete name.</param>
    /// <param name="body">Settings and mapping.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<ElasticResult<JsonObject>> CreateAsync(string index, JsonObject body, CancellationToken cancellationToken) =>
        SendAsync(ElasticRequest.Put(ElasticBody.From(body), index), cancellationToken);

    /// <summary>Deletes an index for good.</summary>
    public Task<ElasticResult<JsonObject>> DeleteAsync(string index, CancellationToken cancellationToken) =>
        SendAsync(ElasticRequest.Delete(index), cancellationToken);

    /// <summary>Changes dynamic settings.</summary>
    /// <param name="index">Index or alias.</param>
    /// <param name="settings">What goes under <c>index</c>, e.g. <c>refresh_interval</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<ElasticResult<JsonObject>> PutSettingsAsync(string index, JsonObject settings, CancellationToken cancellationToken) =>
        SendAsync(ElasticRequest.Put(ElasticBody.From(new JsonObject { ["index"] = settings }), index, "_settings"), cancellationToken);

    /// <summary>Adds to the mapping of an index; what is there already stays.</summary>
    public Task<ElasticResult<JsonObject>> PutMappingAsync(string index, JsonObject mapping, CancellationToken cancellationToken) =>
        SendAsync(ElasticRequest.Put(ElasticBody.From(mapping), index, "_mapping"), cancellationToken);

    /// <summary>Makes everything written so far visible to searches. Fails unless every shard that answered did so.</summary>
    public async Task<ElasticResult<JsonObject>> RefreshAsync(string index, CancellationToken cancellationToken)
    {
        var request = ElasticRequest.Post(null, index, "_refresh").Within(TimeSpan.FromMinutes(5));
        var result = await SendAsync(request, cancellationToken);
        return result.TryGet(out var reply, out _) && Number(reply["_shards"]?["failed"]) is not 0
            ? new ElasticError(ElasticFailure.ServerError, null, null, $"not every shard of {index} could be refreshed", request.Target)
            : result;
    }

    /// <summary>Counts the documents that searches see.</summary>
    public async Task<ElasticResult<long>> CountAsync(string index, CancellationToken cancellationToken)
    {
        var request = ElasticRequest.Get(index, "_count");
        var result = await SendAsync(request, cancellationToken);
        if (!result.TryGet(out var reply, out var error))
        {
            return error;
        }

        return Number(reply["count"]) is { } count && Number(reply["_shards"]?["failed"]) is null or 0
            ? count
            : Malformed(request, "the reply has no count of all shards");
    }

    /// <summary>Performs alias actions in one atomic step.</summary>
    public async Task<ElasticResult<JsonObject>> UpdateAliasesAsync(IEnumerable<AliasAction> actions, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["actions"] = new JsonArray([.. actions.Select(action => action.ToJson())]) };
        var request = ElasticRequest.Post(ElasticBody.From(body), "_aliases");
        var result = await SendAsync(request, cancellationToken);

        // Since 8.x a step may fail inside a 200.
        return result.TryGet(out var reply, out _) && reply["errors"] is JsonValue errors && errors.TryGetValue(out bool failed) && failed
            ? new ElasticError(ElasticFailure.BadRequest, 200, null, $"a step of the alias change failed: {reply["action_results"]?.ToJsonString()}", request.Target)
            : result;
    }

    /// <summary>Finds out what a name that should be an alias is.</summary>
    public async Task<ElasticResult<AliasTarget>> FindAliasAsync(string alias, CancellationToken cancellationToken)
    {
        var result = await GetAsync(alias, cancellationToken);
        if (!result.TryGet(out var indices, out var error))
        {
            return error.Failure == ElasticFailure.NotFound ? new AliasTarget.Missing() : error;
        }

        if (indices.Any(index => index.Name == alias))
        {
            return new AliasTarget.ConcreteIndex();
        }

        return new AliasTarget.Indices([.. indices.Select(index => index.Name).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Describes the indices that a name, alias or pattern stands for. A pattern that matches nothing gives none.</summary>
    public async Task<ElasticResult<IReadOnlyList<IndexInfo>>> GetAsync(string indexOrPattern, CancellationToken cancellationToken)
    {
        var request = ElasticRequest.Get(indexOrPattern);
        var result = await SendAsync(request, cancellationToken);
        if (!result.TryGet(out var reply, out var error))
        {
            return error;
        }

        var indices = new List<IndexInfo>(reply.Count);
        foreach (var (name, description) in reply)
        {
            if (description is not JsonObject index || index["mappings"] is not JsonObject mappings || index["settings"]?["index"] is not JsonObject settings)
            {
                return Malformed(request, $"the description of index {name} lacks mappings or settings");
            }

            indices.Add(new IndexInfo(name, index["aliases"] is JsonObject aliases ? [.. aliases.Select(alias => alias.Key)] : [], mappings, settings));
        }

        return indices;
    }

    private static long? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out long number) ? number : null;

    private static ElasticError Malformed(ElasticRequest request, string reason) =>
        new(ElasticFailure.MalformedReply, 200, null, reason, request.Target);

    private async Task<ElasticResult<JsonObject>> SendAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var result = await transport.SendAsync(request, cancellationToken);
        if (!result.TryGet(out var response, out var error))
        {
            return error;
        }

        try
        {
            return JsonNode.Parse(response.Content.Span) is JsonObject reply ? reply : Malformed(request, "the reply is no object");
        }
        catch (JsonException exception)
        {
            return Malformed(request, $"the reply is no JSON: {exception.Message}");
        }
    }
}
