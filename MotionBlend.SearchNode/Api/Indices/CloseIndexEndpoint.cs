using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>POST /{index}/_close</c>: a closed index keeps its documents and takes neither searches nor writes.</summary>
internal sealed class CloseIndexEndpoint(NodeStorage storage, IndexResolver resolver, VersionMaps versions, SearchNodeOptions options) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST"], "/{index}/_close")
    {
        Parameters = IndicesOptions.Parameters,
        WithoutEffect = ["timeout", "master_timeout", "wait_for_active_shards"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var expression = request.PathValues["index"];
        ClusterSettings.RequireNames(storage.State.Metadata, options, expression);
        var indicesOptions = IndicesOptions.From(request.Query, IndicesOptions.Read);
        var changed = await storage.WriteAsync(
            session =>
            {
                var open = resolver.Resolve(session.State, expression, indicesOptions).Where(index => index.Closed != true).ToList();
                foreach (var index in open)
                {
                    session.Refresh(index);
                    session.Save(session.State.Indices[index.Name] with
                    {
                        Closed = true,
                        Terms = index.Terms.Raised(versions.Of(session, index).NextSeqNo),
                    });
                }

                return open.Select(index => index.Name).ToList();
            },
            cancellationToken);
        // No shard was waited for where none was closed.
        var json = new JsonObject { ["acknowledged"] = true, ["shards_acknowledged"] = changed.Count > 0 };
        var indices = new JsonObject();
        foreach (var name in changed)
            indices[name] = new JsonObject { ["closed"] = true };
        json["indices"] = indices;
        return Reply.Of(json);
    }
}
