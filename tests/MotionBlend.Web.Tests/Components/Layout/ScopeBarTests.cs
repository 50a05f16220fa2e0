using Bunit;
using MotionBlend.Web.Components.Pages;

namespace MotionBlend.Web.Tests.Components.Layout;

public sealed class ScopeBarTests : DashboardContext
{
    [Fact]
    public void Chips_ActiveFilters_CanBeRemovedOneByOne()
    {
        var frame = Open<Explore>("explore?cat=poor&flag=spike&page=1");

        Assert.Equal(["/explore?flag=spike", "/explore?cat=poor"], frame.FindAll(".chip a").Select(link => link.GetAttribute("href")));
        Assert.Equal("/explore", frame.Find(".clear a").GetAttribute("href"));
    }

    [Fact]
    public async Task Find_MotionId_FiltersByIt()
    {
        var frame = Open<Explore>("explore?cat=poor");

        await frame.Find("[data-find]").ChangeAsync("cmu_02_01");
        await frame.Find("form.find").SubmitAsync();

        Assert.EndsWith("/explore?cat=poor&motion=cmu_02_01", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_Nonsense_SaysWhy()
    {
        var frame = Open<Explore>("explore");

        await frame.Find("[data-find]").ChangeAsync("cat=splendid");
        await frame.Find("form.find").SubmitAsync();

        Assert.Contains("cat must be one of", frame.Find("#find-fault").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", frame.Find("[data-find]").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Refresh_Clicked_ReadsTheListOnce()
    {
        var frame = Open<Explore>("explore");
        frame.WaitForElement("table.blends");
        var age = frame.Find("[data-age]").GetAttribute("data-age");

        await frame.Find("[data-refresh]").ClickAsync();

        await frame.WaitForAssertionAsync(() => Assert.NotEqual(age, frame.Find("[data-age]").GetAttribute("data-age")));
        Assert.Equal(2, Api.Calls.Count);
    }

    [Fact]
    public async Task TimeMenu_Days_IncludeTheLast()
    {
        var frame = Open<Explore>("explore?cat=poor");

        await frame.FindAll("input[type=date]")[0].ChangeAsync("2026-11-01");
        await frame.FindAll("input[type=date]")[1].ChangeAsync("2026-11-20");
        await frame.Find(".pop form").SubmitAsync();

        Assert.EndsWith("/explore?cat=poor&since=2026-11-01&until=2026-11-21", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Rail_EveryPage_TakesTheFilterAlong()
    {
        var frame = Open<Explore>("explore?cat=poor&page=2");

        Assert.Equal(["/?cat=poor", "/explore?cat=poor", "/cluster?cat=poor"], frame.FindAll("[data-go]").Select(link => link.GetAttribute("href")));
        Assert.Equal("Explore", frame.Find("[data-go][aria-current]").TextContent.Trim());
    }
}
