using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Worker;

/// <summary>Answers for a worker: <c>GET /alive</c>, <c>GET /health</c>, and <c>POST /runs</c> for a run on demand.</summary>
internal sealed class HealthEndpoint : IAsyncDisposable
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app;

    private HealthEndpoint(WebApplication app) => _app = app;

    /// <summary>Where it answers.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Starts to listen.</summary>
    /// <param name="port">Port; 0 for any.</param>
    /// <param name="isLocal">True to listen on this machine only.</param>
    /// <param name="state">The worker.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="ExportException">The port is taken.</exception>
    public static async Task<HealthEndpoint> StartAsync(int port, bool isLocal, WorkerState state, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, null);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            if (isLocal)
            {
                kestrel.Listen(System.Net.IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
            }
            else
            {
                kestrel.ListenAnyIP(port, listen => listen.Protocols = HttpProtocols.Http1);
            }
        });
        var app = builder.Build();
        app.MapGet(ServiceDefaultsExtensions.AlivePath, () => "alive");
        app.MapGet(ServiceDefaultsExtensions.HealthPath, () => Results.Json(state.ToJson(), statusCode: state.IsHealthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable));
        app.MapPost("/runs", () => state.TryAsk() ? Results.Json(state.ToJson(), statusCode: StatusCodes.Status202Accepted) : Results.Json(state.ToJson(), statusCode: StatusCodes.Status409Conflict));
        try
        {
            await app.StartAsync(cancellationToken);
            return new HealthEndpoint(app);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new ExportException(ExportFailure.PortTaken, $"port {port} cannot be listened on: {exception.Message}", "name another with --health-port, or 0 for any");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(StopTime);
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
    }
}
