using System.Text.Json;
using Bunit;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;
using MotionBlend.TestKit.Blends;
using MotionBlend.Web.Components.Pages;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Tests.Components.Pages;

public sealed class ExploreTests : DashboardContext
{
    [Fact]
    public void Open_NoFilter_AsksOnceAndShowsAPage()
    {
        var frame = Open<Explore>("explore");

        frame.WaitForAssertion(() => Assert.Equal(25, frame.FindAll("tbody tr[data-row]").Count));
        Assert.Equal(["/api/v1/blends"], Paths);
        Assert.Equal("284 blends", frame.Find("h1").TextContent);
        Assert.Equal("1–25 of 284", frame.Find(".where").TextContent);
    }

    [Theory]
    [InlineData("explore", "Score", "descending", "/explore?sort=quality")]
    [InlineData("explore?sort=quality&page=3", "Score", "ascending", "/explore")]
    [InlineData("explore?sort=left", "Left", "ascending", "/explore?sort=-left")]
    public void SortHeader_Current_SaysItsDirectionAndLinksToTheOther(string address, string heading, string sort, string href)
    {
        var frame = Open<Explore>(address);
        frame.WaitForElement("table.blends");

        var header = frame.FindAll("th[aria-sort]").Single();

        Assert.StartsWith(heading, header.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(sort, header.GetAttribute("aria-sort"));
        Assert.Equal(href, header.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Open_SortedByAnyMetric_ShowsItsColumn()
    {
        var frame = Open<Explore>("explore?sort=-fid");
        frame.WaitForElement("table.blends");

        Assert.Contains("Distribution distance (FID), dm²", frame.Find("th.metric").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithErrorsInTheAddress_ShowsThemAndTheRest()
    {
        var frame = Open<Explore>("explore?cat=poor&foo=1&fid=x");

        frame.WaitForElement("table.blends");
        Assert.Equal(2, frame.FindAll(".notices li:not(.way-out)").Count);
        Assert.Single(frame.FindAll(".notices .bad"));
        Assert.Equal("/explore?cat=poor", frame.Find(".notices .way-out a").GetAttribute("href"));
        Assert.Equal("/api/v1/blends?cat=poor", Paths.First());
    }

    [Fact]
    public void Open_WithSelection_AsksForTheBlendAndLinksToItsNeighbours()
    {
        var ids = new Api.BlendSet(SmallMart, Tests.Api.BlendSet.Now).Search("").Items.Select(blend => blend.BlendId).ToList();

        var frame = Open<Explore>("explore?sel=" + ids[3]);

        frame.WaitForElement("[data-detail] .waterfall");
        Assert.Equal(["/api/v1/blends", "/api/v1/blends/" + ids[3]], Paths);
        Assert.Equal("/explore?sel=" + ids[2], frame.Find("[data-previous]").GetAttribute("href"));
        Assert.Equal("/explore?sel=" + ids[4], frame.Find("[data-next]").GetAttribute("href"));
        Assert.Equal("/explore", frame.Find("[data-close]").GetAttribute("href"));
        Assert.Equal(ids[3], frame.Find("tr[aria-selected] [data-open]").TextContent);
    }

    [Fact]
    public void Select_AnotherRow_DoesNotReadTheListAgain()
    {
        var ids = new Api.BlendSet(SmallMart, Tests.Api.BlendSet.Now).Search("").Items.Select(blend => blend.BlendId).ToList();
        var frame = Open<Explore>("explore");
        frame.WaitForElement("table.blends");

        GoTo<Explore>(frame, "explore?sel=" + ids[1]);

        frame.WaitForElement("[data-detail] .waterfall");
        Assert.Equal(["/api/v1/blends", "/api/v1/blends/" + ids[1]], Paths);
    }

    [Fact]
    public void Open_UnknownBlend_FailsBesideTheListOnly()
    {
        var frame = Open<Explore>("explore?sel=blend_000000000000");

        Assert.Contains("There is no such blend", frame.WaitForElement("[data-detail] .failure").TextContent, StringComparison.Ordinal);
        Assert.NotNull(frame.WaitForElement("table.blends"));
    }

    [Fact]
    public void Open_PageAfterTheLast_OffersTheFirst()
    {
        var frame = Open<Explore>("explore?page=300");

        Assert.Equal("/explore", frame.WaitForElement(".state a.button").GetAttribute("href"));
    }

    [Fact]
    public async Task FilterPanel_Range_GoesIntoTheAddress()
    {
        var frame = Open<Explore>("explore?cat=poor&page=2");
        frame.WaitForElement(".filters");

        await frame.Find("select[aria-label=Metric]").ChangeAsync("fid");
        await frame.Find("input[aria-label=From]").ChangeAsync("30");
        await frame.Find("section[aria-label='Range of a metric'] form").SubmitAsync();

        Assert.EndsWith("/explore?cat=poor&fid=30..", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilterPanel_RangeTheWrongWayRound_SaysSo()
    {
        var frame = Open<Explore>("explore");
        frame.WaitForElement(".filters");

        await frame.Find("input[aria-label=From]").ChangeAsync("2");
        await frame.Find("input[aria-label=To]").ChangeAsync("1");
        await frame.Find("section[aria-label='Range of a metric'] form").SubmitAsync();

        Assert.Contains("from must not be over to", frame.Find(".filters .fault").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("/explore", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FilterPanel_Motion_IsAddedToThoseThere()
    {
        var frame = Open<Explore>("explore?left=cmu_01_01");
        frame.WaitForElement(".filters");

        await frame.Find("select[aria-label='Side of the motion']").ChangeAsync("left");
        await frame.Find("input[aria-label^='Motion ids']").ChangeAsync("cmu_02_01");
        await frame.Find("section[aria-label=Motion] form").SubmitAsync();

        Assert.EndsWith("/explore?left=cmu_01_01,cmu_02_01", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_AtTheirLongest_StayUnder8KilobytesInThePrerenderedPage()
    {
        var longest = BlendBuilder.Blend() with
        {
            LeftMotionId = "cmu_subject_10_trial_01",
            RightMotionId = "cmu_subject_10_trial_02",
            Method = BlendMethod.SlerpSmoothstep,
            TransitionStartFrame = 10_000,
            TransitionEndFrame = 10_030,
            QualityScore = 0.123456789,
            VelocityRatio = 1.23456789,
            L2VelocityMax = 12.3456789,
            HasVelocitySpike = true,
            HasRoughTransition = true,
            HasDistributionMismatch = true,
            QualityCategory = QualityCategory.Acceptable,
        };
        var page = new Domain.Search.BlendPage(1_000_000, 400, 25, [.. Enumerable.Repeat(longest, 25)], 1);

        var json = JsonSerializer.SerializeToUtf8Bytes(BlendRows.Of(page, BlendSort.Default), JsonSerializerOptions.Web);

        Assert.InRange(json.Length, 1, 8 * 1024);
    }
}
