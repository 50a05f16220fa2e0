using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary><c>GET /_cat</c>: the cat APIs that there are.</summary>
internal sealed class CatListEndpoint(IServiceProvider services) : IEndpoint
{
    private const string Prefix = "/_cat/";

    public EndpointRoute Route { get; } = new(["GET"], "/_cat");

    public Task<Reply> HandleAsync(ElasticRequest request, CancellationToken cancellationToken)
    {
        // Asked for when it is needed: this endpoint is one of them.
        var paths = services.GetServices<IEndpoint>().SelectMany(endpoint => endpoint.Route.Paths).Where(path => path.StartsWith(Prefix, StringComparison.Ordinal));
        return Task.FromResult(Reply.Plain("=^.^=\n" + string.Concat(paths.Select(path => path + "\n"))));
    }
}
