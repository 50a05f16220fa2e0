using Microsoft.Playwright;
using MotionBlend.EndToEnd.Tests.Browsers;
using MotionBlend.EndToEnd.Tests.Stack;
using static Microsoft.Playwright.Assertions;

namespace MotionBlend.EndToEnd.Tests.Pages;

/// <summary>What a page may cost: bytes, messages, nodes, and room on a small screen. Bytes are counted before compression.</summary>
public sealed class DashboardBudgetTests(RunningStack stack, Browser browser)
{
    public static TheoryData<string> Paths => ["/", "/explore", "/explore?flag=rough&sort=-velocity_ratio", "/cluster", "/blends/blend_18161dc6a7ef"];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_AtFirst_IsSmallStableAndKeepsItsCircuit(string path)
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard);
        var page = visit.Page;
        var traffic = new Traffic(page);

        await visit.OpenAsync(path);

        await Expect(page.Locator("[data-state=loading]")).ToHaveCountAsync(0);
        Assert.InRange(await page.EvaluateAsync<int>("document.querySelectorAll('*').length"), 1, 1_500);
        Assert.InRange(traffic.LargestUp, 1, 16 * 1024);
        Assert.InRange(await LayoutShiftAsync(page), 0, 0.05);
        Assert.Equal(0, traffic.Closed);
        Assert.Empty(visit.Problems);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Page_OnTabletAndPhone_NeverScrollsSideways(string path)
    {
        foreach (var width in new[] { 820, 320 })
        {
            await using var visit = await browser.VisitAsync(stack.Dashboard);
            await visit.Page.SetViewportSizeAsync(width, 900);
            await visit.OpenAsync(path);
            await Expect(visit.Page.Locator("[data-state=loading]")).ToHaveCountAsync(0);

            Assert.InRange(await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, width);
        }
    }

    [Theory]
    [InlineData("/", ColorScheme.Light)]
    [InlineData("/explore?sel=blend_18161dc6a7ef", ColorScheme.Dark)]
    [InlineData("/cluster", ColorScheme.Dark)]
    [InlineData("/blends/blend_18161dc6a7ef", ColorScheme.Light)]
    [InlineData("/explore?cat=poor&quality=0.9..&foo=1", ColorScheme.Light)]
    public async Task Page_OnATablet_HasNoAxeViolation(string path, ColorScheme scheme)
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard, scheme);
        await visit.Page.SetViewportSizeAsync(820, 1_100);
        await visit.OpenAsync(path);
        await Expect(visit.Page.Locator("[data-state=loading]")).ToHaveCountAsync(0);

        var violations = await visit.AxeViolationsAsync();
        Assert.True(violations.Count == 0, string.Join('\n', violations));
    }

    [Fact]
    public async Task Explore_PageTurn_SendsLittle()
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard);
        var page = visit.Page;
        var traffic = new Traffic(page);
        await visit.OpenAsync("/explore");
        traffic.Reset();

        await page.Locator("a[rel=next]").ClickAsync();

        await Expect(page.Locator(".where")).ToHaveTextAsync("26–50 of 11,340");
        Assert.InRange(traffic.Down, 1, 45 * 1024);
        Assert.InRange(traffic.LargestUp, 1, 16 * 1024);
    }

    [Fact]
    public async Task Overview_HoverAndTheme_SendNothing()
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard);
        var page = visit.Page;
        var traffic = new Traffic(page);
        await visit.OpenAsync("/");
        await Expect(page.Locator("[data-range-go]")).Not.ToBeEmptyAsync();
        var plot = await page.Locator("[data-histogram] svg").BoundingBoxAsync() ?? throw new InvalidOperationException("no plot");
        traffic.Reset();

        await page.Mouse.MoveAsync(plot.X, plot.Y + (plot.Height / 2));
        await page.Mouse.MoveAsync(plot.X + plot.Width, plot.Y + (plot.Height / 2), new() { Steps = 40 });
        await page.Keyboard.PressAsync("t");

        Assert.Equal(0, traffic.Messages);
    }

    [Fact]
    public async Task Page_ScriptsAndStyles_AreCompressed()
    {
        await using var visit = await browser.VisitAsync(stack.Dashboard);
        var plain = new List<string>();
        visit.Page.Response += (_, response) =>
        {
            if (response.Request.ResourceType is "script" or "stylesheet" && !response.Headers.ContainsKey("content-encoding"))
            {
                plain.Add(response.Url);
            }
        };

        await visit.OpenAsync("/");

        Assert.Empty(plain);
    }

    private static Task<double> LayoutShiftAsync(IPage page) => page.EvaluateAsync<double>(
        """
        () => new Promise(resolve => {
          let sum = 0;
          new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value; })
            .observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => setTimeout(() => resolve(sum)));
        })
        """);
}
