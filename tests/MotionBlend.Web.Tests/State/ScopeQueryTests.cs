using MotionBlend.Web.State;

namespace MotionBlend.Web.Tests.State;

public sealed class ScopeQueryTests
{
    [Theory]
    [InlineData("blend_0a1b2c3d4e5f", "/blends/blend_0a1b2c3d4e5f?cat=poor")]
    [InlineData("cmu_02_01", "/explore?cat=poor&motion=cmu_02_01")]
    [InlineData("cmu_02_01 cmu_01_01", "/explore?cat=poor&motion=cmu_02_01,cmu_01_01")]
    [InlineData("fid=30.. method=linear", "/explore?cat=poor&method=linear&fid=30..")]
    [InlineData("cat=good", "/explore?cat=good")]
    public void Read_WhatIsMeant_LeadsThere(string text, string href)
    {
        var go = Assert.IsType<ScopeQueryResult.Go>(ScopeQuery.Read(text, DashboardAddress.Parse("explore?cat=poor")));

        Assert.Equal(href, go.Address.Href);
    }

    [Fact]
    public void Read_OnThePageOfTheCluster_LeadsToTheList()
    {
        var go = Assert.IsType<ScopeQueryResult.Go>(ScopeQuery.Read("cmu_02_01", DashboardAddress.Parse("cluster")));

        Assert.Equal("/explore?motion=cmu_02_01", go.Address.Href);
    }

    [Theory]
    [InlineData("", "Type a motion id")]
    [InlineData("Walk!", "\"Walk!\" is neither")]
    [InlineData("cat=splendid", "cat must be one of")]
    [InlineData("foo=1", "foo is no parameter")]
    [InlineData("fid=x", "fid must be a range")]
    public void Read_WhatCannotBeRead_SaysWhy(string text, string message)
    {
        var fault = Assert.IsType<ScopeQueryResult.Fault>(ScopeQuery.Read(text, DashboardAddress.Parse("explore")));

        Assert.StartsWith(message, fault.Message, StringComparison.Ordinal);
    }
}
