namespace MotionBlend.SearchNode.Http;

/// <summary>Registers endpoints; each family of the API has one list of its own.</summary>
internal static class EndpointRegistration
{
    public static IServiceCollection AddEndpoint<T>(this IServiceCollection services)
        where T : class, IEndpoint => services.AddSingleton<IEndpoint, T>();
}
