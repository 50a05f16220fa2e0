using System.Text.Json.Nodes;
using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Documents;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>POST /{index}/_open</c>: takes searches and writes again.</summary>
internal sealed class OpenIndexEndpoint(NodeStorage storage, IndexResolver resolver, VersionMaps versions, SearchNodeOptions options) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["POST"], "/{index}/_open")
    {
        Parameters = IndicesOptions.Parameters,
        WithoutEffect = ["timeout", "master_timeout", "wait_for_active_shards"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var expression = request.PathValues["index"];
        ClusterSettings.RequireNames(storage.State.Metadata, options, expression);
        var indicesOptions = IndicesOptions.From(request.Query, IndicesOptions.All with { Open = false });
        await storage.WriteAsync(
            session =>
            {
                var found = resolver.Resolve(session.State, expression, indicesOptions);
                foreach (var index in found.Where(index => index.Closed != false))
                {
                    session.Refresh(index);
                    session.Save(session.State.Indices[index.Name] with
                    {
                        Closed = false,
                        Terms = index.Terms.Raised(versions.Of(session, index).NextSeqNo),
                    });
                }

                return found.Select(index => index.Name).ToList();
            },
            cancellationToken);
        var json = new JsonObject { ["acknowledged"] = true, ["shards_acknowledged"] = true };
        return Reply.Of(json);
    }
}
