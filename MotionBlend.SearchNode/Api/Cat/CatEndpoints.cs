using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary>The endpoints of this family.</summary>
internal static class CatEndpoints
{
    public static IServiceCollection AddCatEndpoints(this IServiceCollection services) => services
        .AddEndpoint<CatAliasesEndpoint>()
        .AddEndpoint<CatAllocationEndpoint>()
        .AddEndpoint<CatComponentTemplatesEndpoint>()
        .AddEndpoint<CatCountEndpoint>()
        .AddEndpoint<CatHealthEndpoint>()
        .AddEndpoint<CatIndicesEndpoint>()
        .AddEndpoint<CatListEndpoint>()
        .AddEndpoint<CatMasterEndpoint>()
        .AddEndpoint<CatNodeAttributesEndpoint>()
        .AddEndpoint<CatNodesEndpoint>()
        .AddEndpoint<CatPendingTasksEndpoint>()
        .AddEndpoint<CatPluginsEndpoint>()
        .AddEndpoint<CatSegmentsEndpoint>()
        .AddEndpoint<CatShardsEndpoint>()
        .AddEndpoint<CatTasksEndpoint>()
        .AddEndpoint<CatTemplatesEndpoint>()
        .AddEndpoint<CatThreadPoolEndpoint>();
}
