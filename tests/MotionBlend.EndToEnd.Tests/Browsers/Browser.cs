using Microsoft.Playwright;

namespace MotionBlend.EndToEnd.Tests.Browsers;

/// <summary>One headless Chromium for all tests; each test has a context, that is a user, of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    // Other test projects run beside this one: waiting costs nothing where the page is there.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        var path = await BrowserFinder.FindOrInstallAsync(CancellationToken.None);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            // In containers the tests run as root, where Chromium refuses its sandbox; the pages are our own.
            ChromiumSandbox = false,
            Args = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A new user with a clean profile.</summary>
    internal async Task<Visit> VisitAsync(Uri dashboard, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = dashboard.ToString(),
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = 1440, Height = 900 },
        });
        return new(context, await context.NewPageAsync());
    }
}
