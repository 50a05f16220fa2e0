using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MotionBlend.EndToEnd.Tests.Browsers;
using MotionBlend.EndToEnd.Tests.Stack;
using static Microsoft.Playwright.Assertions;

namespace MotionBlend.EndToEnd.Tests.Pages;

/// <summary>What people do with the dashboard, by keyboard and by mouse: every number has its rows, and the focus is never lost.</summary>
public sealed partial class DashboardJourneyTests(RunningStack stack, Browser browser)
{
    [Fact]
    public async Task Keyboard_FromTheHistogramToABlendAndBack_NeverLosesTheFocus()
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard);
        var page = visit.Page;
        var traffic = new Traffic(page);
        await visit.OpenAsync("/");
        await page.Locator("[data-histogram] svg a[tabindex='0']").FocusAsync();
        traffic.Reset();

        await PressAsync(page, "End", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft");
        Assert.Equal(0, traffic.Messages);
        var promised = Number(await page.Locator("[data-range-go]").InnerTextAsync());
        await PressAsync(page, "Enter");

        await Expect(page.Locator("h1")).ToHaveTextAsync($"{promised} blends");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        await PressAsync(page, "j", "j");
        var row = await page.Locator("*:focus").InnerTextAsync();
        await PressAsync(page, "Enter");
        await Expect(page.Locator("[data-detail] .waterfall")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-detail] .bar h2")).ToHaveTextAsync(row);
        await Expect(page.Locator("[data-detail] .bar h2")).ToBeFocusedAsync();

        await PressAsync(page, "]");
        await Expect(page.Locator("[data-detail] .bar h2")).Not.ToHaveTextAsync(row);
        var next = await page.Locator("[data-detail] .bar h2").InnerTextAsync();
        await PressAsync(page, "Escape");
        await Expect(page.Locator("[data-detail]")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-open]:focus")).ToHaveTextAsync(next);

        await PressAsync(page, "g", "c");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        Assert.Contains("/cluster", page.Url, StringComparison.Ordinal);
        Assert.Empty(visit.Problems);
        Assert.Equal(0, traffic.Closed);
    }

    [Fact]
    public async Task Keyboard_SheetSearchThemeAndSkipLink_DoWhatTheySay()
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard);
        var page = visit.Page;
        await visit.OpenAsync("/explore");

        await PressAsync(page, "Tab", "Enter");
        await Expect(page.Locator("#content")).ToBeFocusedAsync();
        await PressAsync(page, "?");
        await Expect(page.Locator("dialog[data-keys]")).ToBeVisibleAsync();
        await PressAsync(page, "Escape");
        await Expect(page.Locator("dialog[data-keys]")).ToBeHiddenAsync();
        await PressAsync(page, "t");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.Locator(".shell[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await PressAsync(page, "/");
        await page.Keyboard.TypeAsync("cmu_02_01");
        await PressAsync(page, "Enter");

        // Every ordered pair with this motion on either side, 5 ratios, 3 methods: 2 * 27 * 15.
        await Expect(page.Locator("h1")).ToHaveTextAsync("810 blends");
        Assert.EndsWith("/explore?motion=cmu_02_01", page.Url, StringComparison.Ordinal);
        Assert.Empty(visit.Problems);
    }

    [Fact]
    public async Task Keyboard_SingleKeysSwitchedOff_StayOff()
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard);
        var page = visit.Page;
        await visit.OpenAsync("/");
        await PressAsync(page, "?");
        await page.Locator("[data-keys-enabled]").UncheckAsync();
        await PressAsync(page, "Escape", "t");

        Assert.Null(await page.Locator("html").GetAttributeAsync("data-theme"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?cat=good&quality=0.66..0.7")]
    [InlineData("/?flag=rough&method=linear")]
    public async Task Numbers_OfTheOverview_HaveTheirRows(string path)
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard);
        await visit.OpenAsync(path);
        await Expect(visit.Page.Locator("[data-state=data]")).ToHaveCountAsync(4);
        var links = await visit.Page.Locator("a.number, .twin td a").EvaluateAllAsync<string[][]>(
            "links => links.map(link => [link.textContent, link.getAttribute('href')])");

        Assert.True(links.Length > 3, $"only {links.Length} numbers are links");
        using var http = new HttpClient { BaseAddress = stack.Api };
        foreach (var link in links)
        {
            var query = link[1].Contains('?', StringComparison.Ordinal) ? link[1][link[1].IndexOf('?', StringComparison.Ordinal)..] : "";
            using var reply = System.Text.Json.JsonDocument.Parse(
                await http.GetStringAsync(new Uri("/api/v1/blends" + query, UriKind.Relative), TestContext.Current.CancellationToken));
            Assert.Equal(Number(link[0]).Replace(",", "", StringComparison.Ordinal), reply.RootElement.GetProperty("total").GetRawText());
        }
    }

    [Fact]
    public async Task Mouse_DragOverBars_SelectsARangeWithoutAMessage()
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard);
        var page = visit.Page;
        var traffic = new Traffic(page);
        await visit.OpenAsync("/");
        await Expect(page.Locator("[data-range-go]")).ToHaveTextAsync(new Regex("Click a bar"));
        var plot = await page.Locator("[data-histogram] svg").BoundingBoxAsync() ?? throw new InvalidOperationException("no plot");
        traffic.Reset();

        await page.Mouse.MoveAsync(plot.X + (plot.Width * 0.61f), plot.Y + (plot.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(plot.X + (plot.Width * 0.81f), plot.Y + (plot.Height / 2), new() { Steps = 10 });
        await page.Mouse.UpAsync();

        Assert.Equal(0, traffic.Messages);
        await Expect(page.Locator("[data-range-from]")).ToHaveValueAsync("0.6");
        await Expect(page.Locator("[data-range-to]")).ToHaveValueAsync("0.825");
        var promised = Number(await page.Locator("[data-range-go]").InnerTextAsync());
        await page.Locator("[data-range-go] a").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync($"{promised} blends");
    }

    [Fact]
    public async Task Address_UnreadableParts_AreNamedAndTheRestHolds()
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard);
        await visit.OpenAsync("/explore?cat=poor&foo=1&fid=lots");

        await Expect(visit.Page.Locator("h1")).ToHaveTextAsync("169 blends");
        await Expect(visit.Page.Locator(".notices li:not(.way-out)")).ToHaveCountAsync(2);
    }

    [GeneratedRegex("[0-9][0-9,]*")]
    private static partial Regex Digits();

    private static string Number(string text) => Digits().Match(text).Value;

    private static async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            await page.Keyboard.PressAsync(key);
        }
    }
}
