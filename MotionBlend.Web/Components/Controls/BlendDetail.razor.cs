using Microsoft.AspNetCore.Components;
using MotionBlend.Api.Client;
using MotionBlend.Domain.Blends;
using MotionBlend.Web.Charts;
using MotionBlend.Web.Loading;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Components.Controls;

/// <summary>A blend beside the list it was found in. It takes the focus when it opens; closing gives it back to the row.</summary>
public sealed partial class BlendDetail : IDisposable
{
    private ElementReference _heading;

    /// <summary>State of the page shown.</summary>
    [CascadingParameter]
    public required DashboardAddress Address { get; set; }

    /// <summary>The blend.</summary>
    [Parameter]
    [EditorRequired]
    public required string BlendId { get; set; }

    /// <summary>The list without it.</summary>
    [Parameter]
    [EditorRequired]
    public required string CloseHref { get; set; }

    /// <summary>The list with the blend before it; null at its start.</summary>
    [Parameter]
    public string? PreviousHref { get; set; }

    /// <summary>The list with the blend after it; null at its end.</summary>
    [Parameter]
    public string? NextHref { get; set; }

    private LatestLoad<BlendDocument> Load { get; } = new();

    [Inject]
    private BlendApiClient Api { get; set; } = null!;

    private string Request => ApiRequests.Blend(BlendId);

    /// <inheritdoc/>
    public void Dispose() => Load.Dispose();

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() =>
        Load.Key == Request || !RendererInfo.IsInteractive ? Task.CompletedTask : RunAsync();

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _heading.FocusAsync(preventScroll: true);
        }
    }

    private static string SheetTitle(BlendDocument blend) => ScoreWaterfall.Of(blend).Title;

    private Task<bool> RunAsync() => Load.RunAsync(Request, token => Api.GetAsync(BlendId, token));

    private async Task ReloadAsync()
    {
        var run = RunAsync();
        StateHasChanged();
        await run;
    }
}
