using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Cat;

/// <summary>The endpoints of this family.</summary>
internal static class CatEndpoints
{
    public static IServiceCollection AddCatEndpoints(this IServiceCollection services) => services.AddEndpoint<CatIndicesEndpoint>();
}
