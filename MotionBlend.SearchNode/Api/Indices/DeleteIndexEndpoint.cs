using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Configuration;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>DELETE /{index}</c>: removes indices by name; by wildcard only where the node allows it.</summary>
internal sealed class DeleteIndexEndpoint(
    NodeStorage storage, IndexAdministration administration, IndexResolver resolver, SearchNodeOptions options) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["DELETE"], "/{index}")
    {
        Parameters = IndicesOptions.Parameters,
        WithoutEffect = ["timeout", "master_timeout"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var expression = request.PathValues["index"];
        ClusterSettings.RequireNames(storage.State.Metadata, options, expression);
        var indices = IndicesOptions.From(request.Query, IndicesOptions.All with { Aliases = false });
        await storage.WriteAsync(
            session =>
            {
                foreach (var index in resolver.Resolve(session.State, expression, indices))
                    administration.Delete(session, index);
                return true;
            },
            cancellationToken);
        return Reply.Acknowledged();
    }
}
