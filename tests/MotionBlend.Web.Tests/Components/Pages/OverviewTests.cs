using System.Net;
using Bunit;
using MotionBlend.Domain.Search;
using MotionBlend.Web.Components.Pages;
using MotionBlend.Web.Tests.Api;

namespace MotionBlend.Web.Tests.Components.Pages;

public sealed class OverviewTests : DashboardContext
{
    [Fact]
    public void Open_NoFilter_AsksOnceAndShowsTheVerdict()
    {
        var frame = Open<Overview>("");

        frame.WaitForAssertion(() => Assert.EndsWith("of the blends are good or excellent.", frame.Find("h1").TextContent, StringComparison.Ordinal));
        Assert.Equal(["/api/v1/analytics/quality?interval=0.025"], Paths);
        Assert.Equal("284 blends", frame.Find(".count").TextContent.Trim().ReplaceLineEndings("").Replace("  ", "", StringComparison.Ordinal));
        Assert.All(frame.FindAll(".panel"), panel => Assert.Equal("data", panel.GetAttribute("data-state")));
    }

    [Fact]
    public void Open_EveryNumber_LinksToItsRows()
    {
        var frame = Open<Overview>("");
        frame.WaitForElement("[data-histogram]");
        var set = new BlendSet(SmallMart, BlendSet.Now);

        var bars = frame.FindAll("[data-histogram] svg a[href]");

        Assert.NotEmpty(bars);
        foreach (var bar in bars)
        {
            var filter = Web.State.DashboardAddress.Parse(bar.GetAttribute("href")!).Search.Filter;
            Assert.Equal(bar.GetAttribute("data-count"), set.Matching(filter).Count().ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        foreach (var number in frame.FindAll("a.number"))
        {
            var filter = Web.State.DashboardAddress.Parse(number.GetAttribute("href")!).Search.Filter;
            var count = string.Concat(number.TextContent.Where(char.IsAsciiDigit));
            Assert.Equal(count, set.Matching(filter).Count().ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Open_WithFilter_AsksForTheWholeOnce()
    {
        var frame = Open<Overview>("?cat=poor");

        frame.WaitForAssertion(() => Assert.Contains(" of 284 blends", frame.Find(".count").TextContent, StringComparison.Ordinal));
        Assert.Equal(["/api/v1/analytics/quality?cat=poor&interval=0.025", "/api/v1/blends?size=1"], Paths);

        GoTo<Overview>(frame, "?cat=good");

        frame.WaitForAssertion(() => Assert.Equal(3, Api.Calls.Count));
    }

    [Fact]
    public async Task Open_WhileTheAnswerIsOnItsWay_ShowsSkeletons()
    {
        var gate = new TaskCompletionSource();
        Api.Hold = _ => gate.Task;

        var frame = Open<Overview>("");

        Assert.All(frame.FindAll(".panel"), panel => Assert.Equal("loading", panel.GetAttribute("data-state")));
        gate.SetResult();
        await frame.WaitForAssertionAsync(() => Assert.All(frame.FindAll(".panel"), panel => Assert.Equal("data", panel.GetAttribute("data-state"))));
    }

    [Fact]
    public async Task Open_ApiAway_SaysSoOnceAndRecoversByRetry()
    {
        Api.IsAway = true;
        var frame = Open<Overview>("");

        var failure = frame.WaitForElement(".failure");
        Assert.Contains("The search API is away", failure.TextContent, StringComparison.Ordinal);
        Assert.Contains("GET /api/v1/analytics/quality?interval=0.025", failure.TextContent, StringComparison.Ordinal);
        Assert.Single(frame.FindAll(".failure"));
        Assert.All(frame.FindAll(".panel"), panel => Assert.Equal("transient", panel.GetAttribute("data-failed")));

        Api.IsAway = false;
        await frame.Find(".failure button").ClickAsync();

        await frame.WaitForAssertionAsync(() => Assert.NotNull(frame.Find("[data-histogram]")));
        Assert.Empty(frame.FindAll("[data-failed]"));
    }

    [Fact]
    public void Open_NothingExported_IsNoFault()
    {
        Api.Fail = _ => FakeApi.Problem(HttpStatusCode.ServiceUnavailable, "Nothing exported yet", ApiProblemTypes.NothingExported);

        var frame = Open<Overview>("");

        var failure = frame.WaitForElement(".failure").TextContent;
        Assert.Contains("No blends yet", failure, StringComparison.Ordinal);
        Assert.Contains("Tries again by itself", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_FailsLater_KeepsTheDataAndSaysSo()
    {
        var frame = Open<Overview>("");
        frame.WaitForElement("[data-histogram]");
        Api.Fail = _ => FakeApi.Problem(HttpStatusCode.ServiceUnavailable, "Search backend unavailable");

        await frame.InvokeAsync(Refresh.RequestAsync);

        Assert.NotNull(frame.Find("[data-histogram]"));
        Assert.Contains("Could not read again", frame.Find(".stale").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NothingMatches_OffersWaysOut()
    {
        var frame = Open<Overview>("?cat=poor&quality=0.9..");

        var empty = frame.WaitForElement(".verdict .state");
        Assert.Contains("No blends match.", empty.TextContent, StringComparison.Ordinal);
        Assert.Equal(["/?quality=0.9..", "/?cat=poor", "/"], empty.QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void Navigate_Quickly_ShowsTheLastAndCancelsTheOthers()
    {
        var gates = new Dictionary<string, TaskCompletionSource>(StringComparer.Ordinal);
        Api.Hold = path => (gates[path] = new TaskCompletionSource()).Task;
        var frame = Open<Overview>("?cat=poor");
        GoTo<Overview>(frame, "?cat=acceptable");
        GoTo<Overview>(frame, "?cat=good");
        var calls = Api.Calls.ToList();

        foreach (var gate in gates.Values.Reverse())
        {
            gate.TrySetResult();
        }

        Api.Hold = null;
        frame.WaitForAssertion(() => Assert.Contains("100% of the blends", frame.Find("h1").TextContent, StringComparison.Ordinal));
        Assert.Equal([true, true, false], calls.Select(call => call.Token.IsCancellationRequested));
    }
}
