using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.Extensions.Options;
using MotionBlend.Api.Client;
using MotionBlend.Web.Components;
using MotionBlend.Web.Configuration;
using MotionBlend.Web.Security;
using MotionBlend.Web.State;

namespace MotionBlend.Web;

/// <summary>What the dashboard consists of, apart from the service defaults; tests start it the same way on a port of their own.</summary>
public static class DashboardApplication
{
    /// <summary>Adds the dashboard's services.</summary>
    public static IHostApplicationBuilder AddDashboard(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<DashboardOptions>()
            .BindConfiguration(DashboardOptions.Section)
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<DashboardOptions>, DashboardOptionsValidator>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddScoped<ScopeTotals>();
        builder.Services.AddScoped<RefreshSignal>();
        AddApi(builder.Services);
        return builder;
    }

    /// <summary>Maps pages, static files and what the browser is told about them.</summary>
    public static WebApplication MapDashboard(this WebApplication app)
    {
        // Outside Development the static files of packages are looked for in the published output; run from a build they lie elsewhere.
        if (!app.Environment.IsDevelopment())
        {
            StaticWebAssetsLoader.UseStaticWebAssets(app.Environment, app.Configuration);
        }

        app.UseSecurityHeaders();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }

    private static void AddApi(IServiceCollection services)
    {
        var client = services
            .AddHttpClient(nameof(BlendApiClient), (provider, http) =>
            {
                http.BaseAddress = new Uri(Options(provider).ApiUrl.AbsoluteUri.TrimEnd('/') + "/");
                http.Timeout = Timeout.InfiniteTimeSpan;
            })
            .AddTypedClient((http, provider) => new BlendApiClient(
                http,
                new BlendApiClientOptions { Timeout = Options(provider).ApiTimeout },
                provider.GetRequiredService<TimeProvider>()));

        // A person waits: an error at once, with a retry a few seconds later, beats a skeleton for half a minute. The API retries
        // towards the search backend, and the client has a time limit of its own.
#pragma warning disable EXTEXP0001 // experimental since 8.4; the only way to opt out of the handler that the service defaults add
        client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
    }

    private static DashboardOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<DashboardOptions>>().Value;
}
