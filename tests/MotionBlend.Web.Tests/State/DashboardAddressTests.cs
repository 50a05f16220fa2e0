using CsCheck;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Tests.State;

public sealed class DashboardAddressTests
{
    private const string BlendId = "blend_0a1b2c3d4e5f";

    [Fact]
    public void Parse_HrefOfAnyState_GivesTheStateBack() =>
        Gen.Select(FilterGen.Search, FilterGen.Of("/", "/explore", "/cluster", "/blends/" + BlendId), FilterGen.Of<string?>(null, BlendId))
            .Sample((search, path, selected) =>
            {
                var address = new DashboardAddress { Path = path, Search = search, Selected = selected };
                var parsed = DashboardAddress.Parse(address.Href);
                Assert.Equal(search, parsed.Search);
                Assert.Equal(address, parsed);
                Assert.Empty(parsed.Errors);
                Assert.True(address.Href.Length <= 1_500, address.Href);
            });

    [Theory]
    [InlineData("explore?foo=1", "foo", true)]
    [InlineData("explore?cat=splendid", "cat", false)]
    [InlineData("explore?fid=3", "fid", false)]
    [InlineData("explore?sel=x", "sel", false)]
    [InlineData("explore?sel=blend_0a1b2c3d4e5f&sel=blend_0a1b2c3d4e5f", "sel", false)]
    [InlineData("explore?page=0", "page", false)]
    [InlineData("explore?cat=poor&cat=good", "cat", false)]
    [InlineData("explore?since=yesterday", "since", false)]
    public void Parse_WhatCannotBeRead_IsReportedAndLeftOut(string text, string parameter, bool isUnknown)
    {
        var address = DashboardAddress.Parse(text);

        var error = Assert.Single(address.Errors);
        Assert.Equal(parameter, error.Parameter);
        Assert.Equal(isUnknown, error.IsUnknown);
        Assert.Empty(DashboardAddress.Parse(address.Href).Errors);
    }

    [Fact]
    public void Parse_OneBadValue_KeepsTheGoodOnes()
    {
        var address = DashboardAddress.Parse("explore?cat=poor,splendid&method=linear&fid=oops");

        Assert.Equal([QualityCategory.Poor], address.Search.Filter.Categories);
        Assert.Equal([BlendMethod.Linear], address.Search.Filter.Methods);
        Assert.Equal(2, address.Errors.Count);
    }

    [Fact]
    public void Parse_AnyText_NeverThrows() =>
        Gen.String[0, 200].Sample(text => Assert.StartsWith("/", DashboardAddress.Parse("explore?" + text).Path, StringComparison.Ordinal));

    [Fact]
    public void Parse_EncodedText_IsDecoded()
    {
        var address = DashboardAddress.Parse("explore?quality=0.4..%3C0.5&left=cmu_01_01%2Ccmu_01_02");

        Assert.Equal(new NumberRange(0.4, 0.5, ExcludesTo: true), address.Search.Filter.Range(BlendMetric.Find("quality")!));
        Assert.Equal(["cmu_01_01", "cmu_01_02"], address.Search.Filter.LeftMotions);
    }

    [Fact]
    public void Href_TheReadmesExample_StaysReadable()
    {
        const string Text = "/explore?cat=acceptable,poor&flag=spike&method=linear&left=cmu_02_01&quality=0.42..0.5&since=7d&sort=-fid&page=3&sel=blend_0a1b2c3d4e5f";

        Assert.Equal(Text, DashboardAddress.Parse(Text).Href);
    }

    [Fact]
    public void With_AnotherFilter_StartsAtTheFirstPageWithoutSelection()
    {
        var address = DashboardAddress.Parse($"explore?page=4&sort=fid&sel={BlendId}&foo=1");

        var changed = address.With(address.Search.Filter.Toggle(QualityCategory.Poor));

        Assert.Equal("/explore?cat=poor&sort=fid", changed.Href);
        Assert.Empty(changed.Errors);
    }

    [Fact]
    public void On_AnotherPage_KeepsTheFilterOnly() =>
        Assert.Equal("/cluster?cat=poor", DashboardAddress.Parse($"explore?cat=poor&page=4&sort=fid&sel={BlendId}").On("/cluster").Href);

    [Fact]
    public void Blend_FromAList_KeepsTheListInTheAddress() =>
        Assert.Equal($"/blends/{BlendId}?cat=poor&page=4", DashboardAddress.Parse("explore?cat=poor&page=4").Blend(BlendId).Href);
}
