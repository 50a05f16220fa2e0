using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.TestKit.Elasticsearch;

/// <summary>Puts blends into an index behind an alias by plain requests, without the exporter, so that a test of readers needs no writer.</summary>
/// <param name="transport">Where to.</param>
public sealed class BlendIndexLoader(IElasticsearchTransport transport)
{
    private const int BatchSize = 2000;

    /// <summary>Makes the index, fills it and makes it visible under the alias.</summary>
    /// <param name="alias">Alias; must not exist.</param>
    /// <param name="blends">Documents.</param>
    /// <param name="shards">Primary shards.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Name of the concrete index.</returns>
    public async Task<string> LoadAsync(string alias, IEnumerable<BlendDocument> blends, int shards, CancellationToken cancellationToken)
    {
        var index = BlendIndex.NewIndexName(alias, new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
        var body = BlendIndexMapping.CreateIndexBody(BlendIndexSettings.SingleNode with { Shards = shards }, exportRun: "test-run");
        await SendAsync(ElasticRequest.Put(ElasticBody.From(body), index), cancellationToken);
        foreach (var batch in blends.Chunk(BatchSize))
        {
            var reply = await SendAsync(
                ElasticRequest.Post(new ElasticBody(Bulk(batch), ElasticBody.NdJson), index, "_bulk"), cancellationToken);
            using var result = JsonDocument.Parse(reply.Content);
            if (result.RootElement.GetProperty("errors").GetBoolean())
            {
                throw new InvalidOperationException("A blend was refused: " + Encoding.UTF8.GetString(reply.Content.Span)[..500]);
            }
        }

        await SendAsync(ElasticRequest.Post(null, index, "_refresh"), cancellationToken);
        var add = new JsonObject { ["add"] = new JsonObject { ["index"] = index, ["alias"] = alias } };
        await SendAsync(ElasticRequest.Post(ElasticBody.From(new JsonObject { ["actions"] = new JsonArray(add) }), "_aliases"), cancellationToken);
        return index;
    }

    /// <summary>Removes an index.</summary>
    public Task DeleteAsync(string index, CancellationToken cancellationToken) => SendAsync(ElasticRequest.Delete(index), cancellationToken);

    private static byte[] Bulk(IEnumerable<BlendDocument> blends)
    {
        var lines = new StringBuilder();
        foreach (var blend in blends)
        {
            lines.Append("{\"index\":{\"_id\":\"").Append(blend.BlendId).Append("\"}}\n")
                .Append(JsonSerializer.Serialize(blend, BlendJsonContext.Default.BlendDocument)).Append('\n');
        }

        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private async Task<ElasticResponse> SendAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var result = await transport.SendAsync(request, cancellationToken);
        return result.TryGet(out var response, out var error) ? response : throw new InvalidOperationException(error.ToString());
    }
}
