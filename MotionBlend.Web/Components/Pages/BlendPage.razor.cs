using Microsoft.AspNetCore.Components;
using MotionBlend.Api.Client;
using MotionBlend.Domain.Blends;
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
}
