using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Search;

/// <summary>The endpoints of this family.</summary>
internal static class SearchEndpoints
{
    public static IServiceCollection AddSearchEndpoints(this IServiceCollection services) => services
        .AddEndpoint<SearchEndpoint>()
        .AddEndpoint<ScrollEndpoint>()
        .AddEndpoint<ClearScrollEndpoint>()
        .AddEndpoint<OpenPointInTimeEndpoint>()
        .AddEndpoint<ClosePointInTimeEndpoint>()
        .AddEndpoint<MultiSearchEndpoint>()
        .AddEndpoint<CountEndpoint>()
        .AddEndpoint<ValidateQueryEndpoint>()
        .AddEndpoint<ExplainEndpoint>()
        .AddEndpoint<FieldCapsEndpoint>()
        .AddEndpoint<SearchShardsEndpoint>();
}
