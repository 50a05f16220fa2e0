using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Mapping;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>GET /{index}/_mapping</c>.</summary>
internal sealed class GetMappingEndpoint(NodeStorage storage, IndexResolver resolver) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["GET"], "/_mapping", "/_mappings", "/{index}/_mapping", "/{index}/_mappings")
    {
        Parameters = IndicesOptions.Parameters,
        WithoutEffect = ["local", "master_timeout"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        var indices = resolver.Resolve(
            storage.State, request.PathValue("index"), IndicesOptions.From(request.Query, IndicesOptions.Read));
        return Task.FromResult(Reply.Of(json =>
        {
            json.WriteStartObject();
            foreach (var index in indices)
            {
                json.WriteStartObject(index.Name);
                json.WritePropertyName("mappings");
                MappingWriter.Write(json, index.Mapping.Spec);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }));
    }
}
