using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cluster;

/// <summary>The endpoints of this family.</summary>
internal static class ClusterEndpoints
{
    public static IServiceCollection AddClusterEndpoints(this IServiceCollection services) => services
        .AddEndpoint<InfoEndpoint>()
        .AddEndpoint<ClusterHealthEndpoint>()
        .AddEndpoint<ClusterStateEndpoint>()
        .AddEndpoint<ClusterStatsEndpoint>()
        .AddEndpoint<GetClusterSettingsEndpoint>()
        .AddEndpoint<PutClusterSettingsEndpoint>()
        .AddEndpoint<PendingTasksEndpoint>()
        .AddEndpoint<NodesInfoEndpoint>()
        .AddEndpoint<NodesStatsEndpoint>()
        .AddEndpoint<ListTasksEndpoint>()
        .AddEndpoint<GetTaskEndpoint>()
        .AddEndpoint<CancelTasksEndpoint>()
        .AddSingleton<NodeDescription>()
        .AddSingleton<NodeStatsSections>()
        .AddSingleton<TaskJson>();
}
