using Bunit;
using Microsoft.AspNetCore.Components;
using MotionBlend.Web.Components.Controls;
using MotionBlend.Web.Loading;

namespace MotionBlend.Web.Tests.Components.Controls;

public sealed class PanelTests : DashboardContext
{
    [Fact]
    public async Task Content_ThatThrows_StaysInsideThePanelAndCanBeDrawnAgain()
    {
        using var load = new LatestLoad<string>();
        load.Adopt("q", "data");
        var isBroken = true;
        RenderFragment<string> content = text => builder =>
        {
            if (isBroken)
            {
                throw new InvalidOperationException("bad drawing");
            }

            builder.AddContent(0, "drawn " + text);
        };
        var panel = Render<Panel<string>>(parameters => parameters
            .Add(item => item.Load, load)
            .Add(item => item.Label, "Something")
            .Add(item => item.Request, "GET /x")
            .Add(item => item.ChildContent, content));

        Assert.Contains("could not be drawn", panel.Markup, StringComparison.Ordinal);
        isBroken = false;
        await panel.Find("button").ClickAsync();

        Assert.Contains("drawn data", panel.Markup, StringComparison.Ordinal);
    }
}
