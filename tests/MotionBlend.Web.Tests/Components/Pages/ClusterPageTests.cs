using Bunit;
using MotionBlend.Web.Components.Pages;

namespace MotionBlend.Web.Tests.Components.Pages;

public sealed class ClusterPageTests : DashboardContext
{
    [Fact]
    public void Open_Yellow_SaysWhatItMeansAndWhy()
    {
        var frame = Open<ClusterPage>("cluster");

        frame.WaitForAssertion(() => Assert.Contains("The numbers can be trusted; the data has no second copy.", frame.Find("h1").TextContent, StringComparison.Ordinal));
        Assert.Contains("1 replica has no node", frame.Find(".lead").TextContent, StringComparison.Ordinal);
        Assert.Single(frame.FindAll("tbody tr"));
        Assert.Equal(["/api/v1/cluster"], Paths);
    }
}

public sealed class EmptyClusterPageTests() : DashboardContext([])
{
    [Fact]
    public void Open_NothingExported_SaysWhatToDo()
    {
        var frame = Open<ClusterPage>("cluster");

        Assert.Contains("Nothing was exported yet.", frame.WaitForElement(".state").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void OpenOverview_NothingExported_NamesTheExporter()
    {
        var frame = Open<Overview>("");

        Assert.Contains("MotionBlend.Exporter", frame.WaitForElement(".state").TextContent, StringComparison.Ordinal);
    }
}
