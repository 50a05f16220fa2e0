using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Indices;

/// <summary>The endpoints of this family.</summary>
internal static class IndexEndpoints
{
    public static IServiceCollection AddIndexEndpoints(this IServiceCollection services) => services
        .AddEndpoint<CreateIndexEndpoint>()
        .AddEndpoint<DeleteIndexEndpoint>()
        .AddEndpoint<GetIndexEndpoint>()
        .AddEndpoint<IndexExistsEndpoint>()
        .AddEndpoint<GetMappingEndpoint>()
        .AddEndpoint<PutMappingEndpoint>()
        .AddEndpoint<GetSettingsEndpoint>()
        .AddEndpoint<PutSettingsEndpoint>()
        .AddEndpoint<UpdateAliasesEndpoint>()
        .AddEndpoint<GetAliasEndpoint>()
        .AddEndpoint<PutAliasEndpoint>()
        .AddEndpoint<DeleteAliasEndpoint>()
        .AddEndpoint<RefreshEndpoint>()
        .AddEndpoint<IndexStatsEndpoint>();
}
