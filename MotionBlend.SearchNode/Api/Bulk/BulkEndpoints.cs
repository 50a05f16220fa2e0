using MotionBlend.SearchNode.Http;

namespace MotionBlend.SearchNode.Api.Bulk;

/// <summary>The endpoints of this family.</summary>
internal static class BulkEndpoints
{
    public static IServiceCollection AddBulkEndpoints(this IServiceCollection services) => services.AddEndpoint<BulkEndpoint>();
}
