using Bunit;
using Microsoft.AspNetCore.Components;
using MotionBlend.Web.Components.Layout;
using MotionBlend.Web.Components.Pages;

namespace MotionBlend.Web.Tests.Components.Pages;

public sealed class BlendPageTests : DashboardContext
{
    [Fact]
    public void Open_FlaggedBlend_ShowsTheEvidence()
    {
        var blend = SmallMart.First(item => item.HasVelocitySpike);

        var frame = OpenBlend(blend.BlendId);

        Assert.Contains(" > 3.00 m/s", frame.WaitForElement(".evidence li.over").TextContent, StringComparison.Ordinal);
        Assert.Equal(["/api/v1/blends/" + blend.BlendId], Paths);
        Assert.Contains($"\"blend_id\": \"{blend.BlendId}\"", frame.Find("pre").TextContent, StringComparison.Ordinal);
        Assert.Contains($"curl \"$MOTIONBLEND_API/api/v1/blends/{blend.BlendId}\"", frame.Markup.Replace("&quot;", "\"", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_UnknownBlend_SaysSoWithItsTrace()
    {
        var frame = OpenBlend("blend_000000000000");

        var failure = frame.WaitForElement(".failure").TextContent;
        Assert.Contains("There is no such blend", failure, StringComparison.Ordinal);
        Assert.Contains("trace-1", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("Tries again by itself", failure, StringComparison.Ordinal);
    }

    private IRenderedComponent<MainLayout> OpenBlend(string id)
    {
        Navigation.NavigateTo("blends/" + id);
        RenderFragment page = builder =>
        {
            builder.OpenComponent<BlendPage>(0);
            builder.AddComponentParameter(1, nameof(BlendPage.BlendId), id);
            builder.CloseComponent();
        };
        return Render<MainLayout>(parameters => parameters.Add(layout => layout.Body, page));
    }
}
