using Microsoft.AspNetCore.Http.HttpResults;
using MotionBlend.Api.Backend;
using MotionBlend.Api.OpenApi;
using MotionBlend.Domain.Cluster;

namespace MotionBlend.Api.Endpoints;

/// <summary>State of the search backend.</summary>
internal static class ClusterEndpoints
{
    /// <summary>Maps <c>/cluster</c>.</summary>
    public static void MapCluster(this IEndpointRouteBuilder api) =>
        api.MapGet("/cluster", OverviewAsync)
            .WithName("getCluster")
            .WithSummary("State of the search backend")
            .WithDescription("Health with its reason in words, nodes, the indices behind the alias with counts, size, settings and export run, "
                + "and the latest computed_at. An empty list of indices means that nothing was exported yet.")
            .WithTags("Cluster")
            .AddEndpointFilter(QueryParameters.RefuseAllAsync)
            .Describe([]);

    private static async Task<Results<Ok<ClusterOverview>, ProblemHttpResult>> OverviewAsync(BlendBackend backend, CancellationToken cancellationToken)
    {
        var result = await backend.ClusterAsync(cancellationToken);
        return result.TryGet(out var overview, out var error) ? TypedResults.Ok(overview) : BackendProblems.Of(error);
    }
}
