using System.Globalization;
using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>GET /{index}/_segments</c>: an index that holds documents is one segment.</summary>
internal sealed class SegmentsEndpoint(NodeStorage storage, IndexResolver resolver) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET"], "/_segments", "/{index}/_segments")
    {
        Parameters = IndicesOptions.Parameters,
        WithoutEffect = ["verbose"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var options = IndicesOptions.From(request.Query, IndicesOptions.Read);
        var figures = await storage.ReadAsync(
            session => IndexFigures.Of(session, resolver.Resolve(session.State, request.PathValue("index"), options)), cancellationToken);
        foreach (var index in figures.Where(_ => !options.IgnoreUnavailable))
            IndexBlocks.RequireReadable(index.Index);
        var open = figures.Where(f => !f.Index.Closed).ToList();
        var json = new JsonObject();
        foreach (var index in open)
            json[index.Index.Name] = new JsonObject { ["shards"] = Shards(index) };
        return Reply.Of(new JsonObject { ["_shards"] = ShardsJson.Of([.. open.Select(f => f.Index)]), ["indices"] = json });
    }

    private static JsonObject Shards(IndexFigures figures)
    {
        var shards = new JsonObject();
        for (var shard = 0; shard < figures.Index.Settings.Shards; shard++)
        {
            var segments = new JsonObject();
            if (shard == 0 && figures.Documents > 0)
            {
                segments["_0"] = new JsonObject
                {
                    ["generation"] = 0,
                    ["num_docs"] = figures.Documents,
                    ["deleted_docs"] = 0,
                    ["size_in_bytes"] = figures.Bytes,
                    ["committed"] = true,
                    ["search"] = true,
                    ["version"] = NodeIdentity.LuceneVersion,
                    ["compound"] = false,
                };
            }

            shards[shard.ToString(CultureInfo.InvariantCulture)] = new JsonArray(new JsonObject
            {
                ["routing"] = new JsonObject { ["state"] = "STARTED", ["primary"] = true, ["node"] = NodeIdentity.NodeId },
                ["num_committed_segments"] = segments.Count,
                ["num_search_segments"] = segments.Count,
                ["segments"] = segments,
            });
        }

        return shards;
    }
}
