using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>PUT /{index}/_mapping</c>: adds fields.</summary>
internal sealed class PutMappingEndpoint(NodeStorage storage, IndexResolver resolver) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["PUT", "POST"], "/{index}/_mapping")
    {
        Body = BodyRule.Required,
        Parameters = IndicesOptions.Parameters,
        WithoutEffect = ["timeout", "master_timeout"],
        Refused = ["write_index_only"],
    };

    public async Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var update = MappingParser.Parse(request.Json()!, "Types cannot be provided in put mapping requests");
        var options = IndicesOptions.From(request.Query, IndicesOptions.Read);
        await storage.WriteAsync(
            session =>
            {
                foreach (var index in resolver.Resolve(session.State, request.PathValues["index"], options))
                    IndexAdministration.PutMapping(session, index, update);
                return true;
            },
            cancellationToken);
        return Reply.Acknowledged();
    }
}
