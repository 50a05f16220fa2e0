using Microsoft.AspNetCore.Components;
using MotionBlend.Api.Client;
using MotionBlend.Domain.Cluster;
using MotionBlend.Web.Charts;
using MotionBlend.Web.Components.Controls;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Components.Pages;

/// <summary>Can the numbers be trusted right now?</summary>
public sealed partial class ClusterPage
{
    /// <inheritdoc/>
    protected override string Request => ApiRequests.Cluster();

    /// <inheritdoc/>
    protected override Task<ApiResult<ClusterOverview>> ReadAsync(CancellationToken cancellationToken) =>
        Api.ClusterAsync(cancellationToken);

    /// <inheritdoc/>
    protected override void Report(ClusterOverview answer) =>
        Totals.Report(matched: null, corpus: answer.Indices.Sum(index => index.Documents));

    private static string IndicesTitle(ClusterOverview cluster) => cluster.Indices.Count == 1
        ? "One index stands behind the alias"
        : $"{Figures.Count(cluster.Indices.Count)} indices stand behind the alias";

    private static RenderFragment Headline(ClusterOverview cluster) => builder =>
    {
        builder.OpenComponent<HealthMark>(0);
        builder.AddComponentParameter(1, nameof(HealthMark.Status), cluster.Status);
        builder.AddComponentParameter(2, nameof(HealthMark.Text), cluster.Status switch
        {
            HealthStatus.Green => "The numbers can be trusted.",
            HealthStatus.Yellow => "The numbers can be trusted; the data has no second copy.",
            HealthStatus.Red => "The numbers may be incomplete.",
            _ => throw new ArgumentOutOfRangeException(nameof(cluster)),
        });
        builder.CloseComponent();
    };
}
