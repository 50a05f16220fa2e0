using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MotionBlend.Api.Client;
using MotionBlend.TestKit.Elasticsearch;

namespace MotionBlend.Api.Tests;

/// <summary>The API in process on a free port, over a backend of the test's choice.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiServer(WebApplication app)
    {
        _app = app;

        // Client and server share this process and so its tracing; without this the server would never see a foreign traceparent.
        Http = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = new Uri(app.Urls.Single() + "/") };
        Client = new BlendApiClient(Http);
    }

    public HttpClient Http { get; }

    public BlendApiClient Client { get; }

    public static Task<ApiServer> StartAsync(FakeElasticsearch backend, params string[] settings) => StartAsync(backend.Address, TimeProvider.System, settings);

    public static Task<ApiServer> StartAsync(Uri backend, TimeProvider time, params string[] settings) => StartAsync(backend, time, _ => { }, settings);

    public static async Task<ApiServer> StartAsync(Uri backend, TimeProvider time, Action<WebApplicationBuilder> configure, params string[] settings)
    {
        var app = ApiApplication.Create(
            ["--urls=http://127.0.0.1:0", $"--ConnectionStrings:elasticsearch={backend}", .. settings],
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Services.AddSingleton(time);
                configure(builder);
            });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ApiServer(app);
    }

    /// <summary>A GET, its status and its body as JSON.</summary>
    public async Task<(HttpResponseMessage Reply, JsonElement Body)> GetAsync(string path)
    {
        var reply = await Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (reply, await BodyAsync(reply));
    }

    public static async Task<JsonElement> BodyAsync(HttpResponseMessage reply) =>
        JsonElement.Parse(await reply.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
