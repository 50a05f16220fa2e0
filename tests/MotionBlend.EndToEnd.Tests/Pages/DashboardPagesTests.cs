using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using MotionBlend.EndToEnd.Tests.Browsers;
using MotionBlend.EndToEnd.Tests.Stack;
using static Microsoft.Playwright.Assertions;

namespace MotionBlend.EndToEnd.Tests.Pages;

/// <summary>What a studio lead sees: every page with the sample mart, in light and dark, by people of all abilities.</summary>
public sealed class DashboardPagesTests(RunningStack stack, Browser browser)
{
    private const string Blends = "11,340";

    [Fact]
    public async Task Overview_SampleMart_ShowsAllBlendsAndTheirCategories()
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard);
        await visit.OpenAsync("/");

        await Expect(visit.Page.GetByText(Blends).First).ToBeVisibleAsync();
        foreach (var category in new[] { "excellent", "good", "acceptable", "poor" })
        {
            await Expect(visit.Page.GetByText(category, new() { Exact = false }).First).ToBeVisibleAsync();
        }

        Assert.Empty(visit.Problems);
    }

    [Fact]
    public async Task Overview_Number_LeadsToExactlyItsRows()
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard);
        await visit.OpenAsync("/");
        var link = visit.Page.Locator(".lead a").First;
        var number = (await link.InnerTextAsync()).Trim();

        await link.ClickAsync();

        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync($"{number} blends");
        Assert.Empty(visit.Problems);
    }

    [Fact]
    public async Task Explore_Filter_IsInTheAddressAndSurvivesAReload()
    {
        using var http = new HttpClient();
        var answer = await http.GetFromJsonAsync<JsonNode>(new Uri(stack.Api, "/api/v1/blends?cat=excellent&size=1"), TestContext.Current.CancellationToken);
        var excellent = ((long)answer!["total"]!).ToString("N0", CultureInfo.InvariantCulture);
        await using var visit = await browser.VisitAsync(stack.Dashboard);
        await visit.OpenAsync("/explore?cat=excellent");
        var heading = visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

        await Expect(heading).ToHaveTextAsync($"{excellent} blends");
        await Expect(visit.Page.Locator("tr[data-row]")).ToHaveCountAsync(25);
        await visit.Page.ReloadAsync();
        await Expect(heading).ToHaveTextAsync($"{excellent} blends");

        Assert.NotEqual(Blends, excellent);
        Assert.EndsWith("?cat=excellent", visit.Page.Url, StringComparison.Ordinal);
        Assert.Empty(visit.Problems);
    }

    [Fact]
    public async Task Blend_OpenedFromTheList_HasAPageOfItsOwn()
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard);
        await visit.OpenAsync("/explore");
        var link = visit.Page.Locator("tr[data-row] a[data-open]").First;
        var id = (await link.InnerTextAsync()).Trim();

        await link.ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading).Filter(new() { HasText = id }).First).ToBeVisibleAsync();
        await visit.OpenAsync($"/blends/{id}");
        await Expect(visit.Page).ToHaveTitleAsync($"{id} · MotionBlend");

        Assert.Empty(await visit.AxeViolationsAsync());
        Assert.Empty(visit.Problems);
    }

    [Fact]
    public async Task Cluster_EmbeddedNode_ShowsHealthAndCounts()
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard);
        await visit.OpenAsync("/cluster");

        await Expect(visit.Page.GetByText(Blends).First).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("mb_blends_v1-").First).ToBeVisibleAsync();
        await Expect(visit.Page.GetByText("green", new() { Exact = false }).First).ToBeVisibleAsync();
        Assert.Empty(visit.Problems);
    }

    [Theory]
    [InlineData("/", ColorScheme.Light)]
    [InlineData("/", ColorScheme.Dark)]
    [InlineData("/explore", ColorScheme.Light)]
    [InlineData("/explore", ColorScheme.Dark)]
    [InlineData("/explore?cat=poor&flag=rough", ColorScheme.Dark)]
    [InlineData("/cluster", ColorScheme.Light)]
    [InlineData("/cluster", ColorScheme.Dark)]
    [InlineData("/nowhere", ColorScheme.Light)]
    public async Task Page_LightAndDark_HasNoAxeViolation(string path, ColorScheme scheme)
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard, scheme);
        await visit.Page.GotoAsync(path);
        await visit.Page.Locator(".shell[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await visit.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        var violations = await visit.AxeViolationsAsync();
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    [Fact]
    public async Task Overview_DarkSystem_IsDark()
    {
        Assert.NotEqual(await BackgroundAsync(ColorScheme.Light), await BackgroundAsync(ColorScheme.Dark));

        async Task<string> BackgroundAsync(ColorScheme scheme)
        {
            await using var visit = await browser.VisitAsync(stack.Dashboard, scheme);
            await visit.OpenAsync("/");
            return await visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        }
    }
}
