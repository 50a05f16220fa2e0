using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MotionBlend.AppHost.Local;

namespace MotionBlend.AppHost.Tests.Local;

/// <summary>A real server whose health a test decides.</summary>
internal sealed class HealthServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HealthServer(WebApplication app) => _app = app;

    public bool IsHealthy { get; set; } = true;

    public EndpointAnnotation Endpoint => new() { Port = new Uri(_app.Urls.First()).Port };

    public static async Task<HealthServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new HealthServer(app);
        app.MapGet("/health", () => Results.StatusCode(server.IsHealthy ? 200 : 503));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
