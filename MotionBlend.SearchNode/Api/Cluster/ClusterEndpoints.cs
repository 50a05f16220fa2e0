using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary>The endpoints of this family.</summary>
internal static class ClusterEndpoints
{
    public static IServiceCollection AddClusterEndpoints(this IServiceCollection services) => services
        .AddEndpoint<InfoEndpoint>()
        .AddEndpoint<ClusterHealthEndpoint>();
}
