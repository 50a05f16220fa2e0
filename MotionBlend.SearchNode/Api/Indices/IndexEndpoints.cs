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
        .AddEndpoint<IndexStatsEndpoint>()
        .AddEndpoint<FlushEndpoint>()
        .AddEndpoint<ForceMergeEndpoint>()
        .AddEndpoint<ClearCacheEndpoint>()
        .AddEndpoint<SegmentsEndpoint>()
        .AddEndpoint<OpenIndexEndpoint>()
        .AddEndpoint<CloseIndexEndpoint>()
        .AddEndpoint<ResolveIndexEndpoint>()
        .AddEndpoint<RolloverEndpoint>()
        .AddEndpoint<GetFieldMappingEndpoint>()
        .AddEndpoint<AnalyzeEndpoint>()
        .AddEndpoint<PutIndexTemplateEndpoint>()
        .AddEndpoint<GetIndexTemplateEndpoint>()
        .AddEndpoint<DeleteIndexTemplateEndpoint>()
        .AddEndpoint<SimulateIndexEndpoint>()
        .AddEndpoint<PutComponentTemplateEndpoint>()
        .AddEndpoint<GetComponentTemplateEndpoint>()
        .AddEndpoint<DeleteComponentTemplateEndpoint>();
}
