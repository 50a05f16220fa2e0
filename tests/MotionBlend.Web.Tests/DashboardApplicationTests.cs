using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using MotionBlend.Api.Client;
using MotionBlend.Web.Security;
using MotionBlend.Web.Tests.Api;
using MotionBlend.Web.Tests.Components;

namespace MotionBlend.Web.Tests;

/// <summary>The dashboard as a server on a port of its own, without a browser.</summary>
public sealed class DashboardApplicationTests : IAsyncLifetime
{
    private readonly FakeApi _api = new(DashboardContext.SmallMart);
    private WebApplication? _app;
    private HttpClient? _client;

    private HttpClient Client => _client ?? throw new InvalidOperationException("not started");

    public ValueTask InitializeAsync() => StartAsync(Environments.Development);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _api.Dispose();
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Get_Health_Answers(string path) =>
        Assert.Equal(HttpStatusCode.OK, (await Client.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);

    [Theory]
    [InlineData("/", "of the blends are good or excellent.")]
    [InlineData("/explore", "284 blends")]
    [InlineData("/cluster", "The numbers can be trusted")]
    public async Task Get_Page_HasItsDataFromOneCall(string path, string text)
    {
        var html = await Client.GetStringAsync(path, TestContext.Current.CancellationToken);

        Assert.Contains(text, html, StringComparison.Ordinal);
        Assert.Single(_api.Calls);
        Assert.InRange(html.Length, 1, 80_000);
    }

    [Fact]
    public async Task Get_Page_CarriesTheSecurityHeadersOnce()
    {
        using var reply = await Client.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal(SecurityHeaders.ContentSecurityPolicy, Assert.Single(reply.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(reply.Headers.GetValues("X-Content-Type-Options")));
        var html = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("importmap", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Page_LoadsOnlyFromItself()
    {
        var html = await Client.GetStringAsync("/", TestContext.Current.CancellationToken);

        Assert.DoesNotContain("src=\"http", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"http", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ApiAway_StillAnswersWithTheErrorState()
    {
        _api.IsAway = true;

        var html = await Client.GetStringAsync("/", TestContext.Current.CancellationToken);

        Assert.Contains("The search API is away", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ApiSlow_DoesNotHoldThePageBack()
    {
        _api.Hold = _ => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);

        var html = await Client.GetStringAsync("/", TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Contains("data-state=\"loading\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_UnknownPage_Is404WithAWayOut()
    {
        using var reply = await Client.GetAsync("/nope", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        Assert.Contains("There is no such page", await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Get_StaticFiles_AreServedFromABuildToo(string environment)
    {
        await StopAsync();
        await StartAsync(environment);

        foreach (var path in new[] { "_framework/blazor.web.js", "_content/MudBlazor/MudBlazor.min.css", "css/app.css", "js/dashboard.js", "favicon.svg" })
        {
            var content = await Client.GetByteArrayAsync(path, TestContext.Current.CancellationToken);
            Assert.NotEmpty(content);
        }
    }

    private async ValueTask StartAsync(string environment)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "MotionBlend.Web",
            EnvironmentName = environment,
        });
        builder.Configuration.AddInMemoryCollection([new("services:api:http:0", "http://api.test")]);
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.AddDashboard();
        builder.Services.Configure<HttpClientFactoryOptions>(nameof(BlendApiClient), options =>
            options.HttpMessageHandlerBuilderActions.Add(handler => handler.PrimaryHandler = _api));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapDefaultEndpoints();
        _app.MapDashboard();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    private async Task StopAsync()
    {
        _client?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
