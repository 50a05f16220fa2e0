using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MotionBlend.Api.Client;
using MotionBlend.Domain.Blends;
using MotionBlend.TestKit.Blends;
using MotionBlend.Web.Components.Layout;
using MotionBlend.Web.Configuration;
using MotionBlend.Web.State;
using MotionBlend.Web.Tests.Api;

namespace MotionBlend.Web.Tests.Components;

/// <summary>What a component finds around it: the real client over an API in memory, and the address bar.</summary>
public abstract class DashboardContext : BunitContext, IAsyncLifetime
{
    private protected DashboardContext(IReadOnlyList<BlendDocument>? blends = null)
    {
        Api = new FakeApi(blends ?? SmallMart);
        Clock = new FakeTimeProvider(BlendSet.Now);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton(Options.Create(new DashboardOptions()));
        Services.AddScoped<ScopeTotals>();
        Services.AddScoped<RefreshSignal>();
        Services.AddTransient(_ => new BlendApiClient(Api.Client(), new BlendApiClientOptions(), Clock));
        AddBunitPersistentComponentState();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    /// <summary>Every 40th row of the sample: 284 blends.</summary>
    internal static IReadOnlyList<BlendDocument> SmallMart { get; } = [.. SampleMart.Blends.Where((_, index) => index % 40 == 0)];

    internal FakeApi Api { get; }

    internal FakeTimeProvider Clock { get; }

    private protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private protected RefreshSignal Refresh => Services.GetRequiredService<RefreshSignal>();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens a page within the frame, at an address.</summary>
    private protected IRenderedComponent<MainLayout> Open<TPage>(string address)
        where TPage : IComponent
    {
        Navigation.NavigateTo(address);
        return Render<MainLayout>(parameters => parameters.Add(layout => layout.Body, Page<TPage>()));
    }

    /// <summary>Goes to another address of the same page, as the router does.</summary>
    private protected void GoTo<TPage>(IRenderedComponent<MainLayout> frame, string address)
        where TPage : IComponent
    {
        Navigation.NavigateTo(address);
        frame.Render(parameters => parameters.Add(layout => layout.Body, Page<TPage>()));
    }

    private protected IEnumerable<string> Paths => Api.Calls.Select(call => call.Path);

    private static RenderFragment Page<TPage>()
        where TPage : IComponent => builder =>
        {
            builder.OpenComponent<TPage>(0);
            builder.CloseComponent();
        };
}
