using System.Globalization;
using Microsoft.AspNetCore.Components;
using MotionBlend.Domain.Analytics;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Search;
using MotionBlend.Web.Charts;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Components.Charts;

/// <summary>
/// Histogram of the quality score. Every bar is a link to its blends; moving over bars, extending a range and typing one happen in
/// the browser (<c>js/histogram.js</c>) and cost no message until a link is followed.
/// </summary>
public sealed partial class HistogramChart
{
    private const string RangePlaceholder = "RANGE";
    private static readonly BlendMetric Score = BlendMetric.Find("quality")!;
    private static readonly double[] Axis = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
    private HistogramPlot _plot = new([], [0, 1]);
    private int _first;

    /// <summary>The histogram.</summary>
    [Parameter]
    [EditorRequired]
    public required ScoreHistogram Histogram { get; set; }

    /// <summary>Percentiles for the ruler below; null for none.</summary>
    [Parameter]
    public ScorePercentiles? Percentiles { get; set; }

    /// <summary>The filter that was counted under.</summary>
    [Parameter]
    [EditorRequired]
    public required BlendFilter Filter { get; set; }

    /// <summary>State of the page shown.</summary>
    [CascadingParameter]
    public required DashboardAddress Address { get; set; }

    private NumberRange? Own => Filter.Range(Score);

    // The script puts the range in, so that the grammar of the rest of the address stays here.
    private string HrefTemplate
    {
        get
        {
            var href = Address.Explore(Filter.With(Score, null)).Href;
            return href + (href.Contains('?', StringComparison.Ordinal) ? "&" : "?") + Score.Key + "=" + RangePlaceholder;
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _plot = HistogramPlot.Of(Histogram);
        _first = 0;
        while (_first < _plot.Bars.Count - 1 && _plot.Bars[_first].Bar.Count == 0)
        {
            _first++;
        }
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Span(PlotBar bar) => $"{Number(bar.Bar.From)} – {Number(bar.Bar.To)}";

    private static string Label(PlotBar bar) => $"{Span(bar)}, {QualityNames.Of(bar.Category)}: {Figures.Count(bar.Bar.Count, "blend")}";

    // An empty bar has no rows to show.
    private string? Href(PlotBar bar) =>
        bar.Bar.Count > 0 && Filter.Only(Score, bar.Range) is { } filter ? Address.Explore(filter).Href : null;
}
