using System.Net;
using Microsoft.Extensions.Options;
using MotionBlend.Api.Configuration;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Api.Backend;

/// <summary>Registers the search backend.</summary>
internal static class BackendRegistration
{
    private const string ClientName = ApiKeys.BackendName;

    /// <summary>Adds <see cref="BlendBackend"/>, its transport and its health check.</summary>
    public static IServiceCollection AddBlendBackend(this IServiceCollection services)
    {
        // Not from the client factory: its defaults retry and limit time, which are the transport's to decide here.
        services.AddKeyedSingleton(ClientName, (_, _) => new HttpClient(new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectTimeout = TimeSpan.FromSeconds(3),
            AutomaticDecompression = DecompressionMethods.All,
            AllowAutoRedirect = false,
            UseCookies = false,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        });
        services.AddSingleton(Endpoint);
        services.AddSingleton<IElasticsearchTransport>(provider => new RetryOnceTransport(
            new HttpElasticsearchTransport(
                provider.GetRequiredKeyedService<HttpClient>(ClientName),
                provider.GetRequiredService<ElasticsearchEndpoint>(),
                new ElasticTransportOptions { Timeout = Options(provider).BackendTimeout }),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ApiTelemetry>();
        services.AddSingleton<BlendBackend>();
        services.AddHealthChecks().AddCheck<BackendHealthCheck>(BackendHealthCheck.Name);
        return services;
    }

    private static ElasticsearchEndpoint Endpoint(IServiceProvider provider)
    {
        var options = Options(provider);
        return ElasticsearchEndpoint.TryParse(options.ConnectionString ?? "", options.BackendApiKey, out var endpoint, out var fault)
            ? endpoint
            : throw new InvalidOperationException($"{ApiKeys.ConnectionString} {fault}.");
    }

    private static ApiOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<ApiOptions>>().Value;
}
