using MotionBlend.SearchNode.Cluster;
using MotionBlend.SearchNode.Failures;
using MotionBlend.SearchNode.Http;
using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary><c>HEAD /{index}</c>: whether indices or aliases are there.</summary>
internal sealed class IndexExistsEndpoint(NodeStorage storage, IndexResolver resolver) : IEndpoint
{
    public EndpointRoute Route { get; } = new(["HEAD"], "/{index}")
    {
        Parameters = IndicesOptions.Parameters,
        WithoutEffect = ["local", "flat_settings", "include_defaults"],
    };

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        try
        {
            resolver.Resolve(storage.State, request.PathValue("index"), IndicesOptions.From(request.Query, IndicesOptions.All));
            return Task.FromResult(Reply.Empty());
        }
        catch (FailureException e) when (e.Failure.Kind == FailureKind.IndexNotFound)
        {
            return Task.FromResult(Reply.Empty(StatusCodes.Status404NotFound));
        }
    }
}
