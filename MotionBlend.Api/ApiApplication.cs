using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using MotionBlend.Api.Backend;
using MotionBlend.Api.Configuration;
using MotionBlend.Api.Endpoints;
using MotionBlend.Api.Limits;
using MotionBlend.Api.OpenApi;
using MotionBlend.Api.Problems;
using MotionBlend.Domain.Indexing;
using MotionBlend.Elasticsearch.Transport;

namespace MotionBlend.Api;

/// <summary>The search API as one object, so that a test can start it with its own settings on port 0.</summary>
public static class ApiApplication
{
    private const int BadConfiguration = 2;
    private const int RequestLineMargin = 1024;

    /// <summary>Runs the API until it is stopped.</summary>
    /// <returns>Exit code: 0, or 2 when settings are wrong; each fault is then a line on standard error.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Create(args);
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            foreach (var fault in exception.Failures)
            {
                await Console.Error.WriteLineAsync("search API: " + fault);
            }

            return BadConfiguration;
        }
    }

    /// <summary>Composes the API.</summary>
    /// <param name="args">Command line: any setting as <c>--key=value</c>.</param>
    /// <param name="configure">Changes services before the API is built.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        AddOptions(builder.Services);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddBlendBackend();
        builder.Services.AddProblems();
        builder.Services.AddRateLimits();
        builder.Services.AddResponseCompression(options => options.EnableForHttps = true);
        builder.Services.AddCors();
        builder.Services.AddApiDocument();
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.Converters.Add(new UtcTimeConverter());
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, BlendJsonContext.Default);
        });
        configure?.Invoke(builder);

        var app = builder.Build();
        Map(app);
        app.Lifetime.ApplicationStarted.Register(() => Log.Started(app.Logger,
            app.Services.GetRequiredService<IOptions<ApiOptions>>().Value.Index,
            app.Services.GetRequiredService<ElasticsearchEndpoint>().ToString()));
        return app;
    }

    private static void AddOptions(IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsValidator>();
        services.AddOptions<ApiOptions>()
            .BindConfiguration(ApiKeys.Section)
            .Configure<IConfiguration>((options, configuration) =>
            {
                options.ConnectionString = configuration[ApiKeys.ConnectionString];
                options.BackendApiKey = configuration[ApiKeys.ApiKey];
            })
            .ValidateOnStart();
        services.AddOptions<CorsOptions>().Configure<IOptions<ApiOptions>>((cors, options) =>
            cors.AddDefaultPolicy(policy => policy.WithOrigins([.. options.Value.CorsOrigins]).WithMethods(HttpMethods.Get)));
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<ApiOptions>>((kestrel, options) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.Value.MaxBodyBytes;
            kestrel.Limits.MaxRequestLineSize = Math.Max(kestrel.Limits.MaxRequestLineSize, options.Value.MaxQueryLength + RequestLineMargin);
        });
    }

    private static void Map(WebApplication app)
    {
        app.UseSecurityHeaders(ApiDocument.PagePath);
        app.UseResponseCompression();
        app.UseProblems();
        app.UseMiddleware<RequestSizeLimit>();
        app.UseCors();
        app.UseRateLimiter();
        app.MapDefaultEndpoints();
        app.MapApiDocument();
        var api = app.MapGroup("/api/v1");
        api.MapBlends();
        api.MapAnalytics();
        api.MapCluster();
    }
}
