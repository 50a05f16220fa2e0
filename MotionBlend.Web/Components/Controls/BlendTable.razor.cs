using Microsoft.AspNetCore.Components;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Web.Charts;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Components.Controls;

/// <summary>The list of blends, a plain table: a page turn costs a tenth of what a data grid sends.</summary>
public sealed partial class BlendTable
{
    private int _frames = 60;
    private BlendRows? _drawn;
    private string? _drawnSelected;

    /// <summary>State of the page shown.</summary>
    [CascadingParameter]
    public required DashboardAddress Address { get; set; }

    /// <summary>The rows.</summary>
    [Parameter]
    [EditorRequired]
    public required BlendRows Rows { get; set; }

    private BlendMetric Metric => BlendMetric.Find(Rows.Metric) ?? BlendRows.MetricOf(Address.Search.Sort);

    private string MetricHeading => Metric.Unit.Length == 0 ? Metric.Label : $"{Metric.Label}, {Metric.Unit}";

    /// <inheritdoc/>
    protected override void OnParametersSet() => _frames = TransitionStrip.FramesOf(Rows.Rows.Select(row => row.End));

    /// <summary>
    /// A new address alone draws nothing: its rows are on the way, and the links of the old ones would be sent only to be sent again.
    /// </summary>
    protected override bool ShouldRender()
    {
        var isNew = !ReferenceEquals(_drawn, Rows) || _drawnSelected != Address.Selected;
        (_drawn, _drawnSelected) = (Rows, Address.Selected);
        return isNew;
    }

    private static string MethodText(BlendMethod method) => QualityNames.Of(method).Replace('_', ' ');
}
