using Microsoft.AspNetCore.Components;
using MotionBlend.Api.Client;
using MotionBlend.Domain.Blends;
using MotionBlend.Web.Charts;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Components.Pages;

/// <summary>One blend: why it has its score, and why it is flagged.</summary>
public sealed partial class BlendPage
{
    /// <summary>The id, from the path.</summary>
    [Parameter]
    public string BlendId { get; set; } = "";

    /// <inheritdoc/>
    protected override string Request => ApiRequests.Blend(BlendId);

    /// <inheritdoc/>
    protected override Task<ApiResult<BlendDocument>> ReadAsync(CancellationToken cancellationToken) =>
        Api.GetAsync(BlendId, cancellationToken);

    /// <inheritdoc/>
    protected override void Report(BlendDocument answer) => Totals.Report(matched: null, corpus: null);

    private static RenderFragment Headline(BlendDocument blend) => builder =>
    {
        builder.OpenElement(0, "h1");
        builder.AddAttribute(1, "class", "blend");
        builder.AddAttribute(2, "tabindex", "-1");
        builder.AddContent(3, blend.BlendId);
        builder.CloseElement();
        builder.OpenElement(4, "p");
        builder.AddAttribute(5, "class", "finding");
        builder.AddContent(6, ScoreWaterfall.Of(blend).Title);
        builder.CloseElement();
    };
}
