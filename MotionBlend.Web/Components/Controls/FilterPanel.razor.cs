using Microsoft.AspNetCore.Components;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality.Rules;
using MotionBlend.Domain.Search;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Components.Controls;

/// <summary>The filters of the list. Every choice is a link, every form ends in one, so the address says it all.</summary>
public sealed partial class FilterPanel
{
    private string _metric = BlendMetric.All[0].Key;
    private string _side = "motion";
    private string? _motion;
    private double? _from;
    private double? _to;
    private string? _fault;

    /// <summary>State of the page shown.</summary>
    [CascadingParameter]
    public required DashboardAddress Address { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private BlendFilter Filter => Address.Search.Filter;

    private int Count => FilterChip.Of(Filter).Count();

    private BlendMetric Metric => BlendMetric.Find(_metric) ?? BlendMetric.All[0];

    private void ShowRange()
    {
        var range = Filter.Range(Metric);
        (_from, _to, _fault) = (range?.From, range?.To, null);
    }

    private void ApplyRange()
    {
        if (_from > _to)
        {
            _fault = $"{Metric.Label}: from must not be over to.";
            return;
        }

        _fault = null;
        var range = _from is null && _to is null ? (NumberRange?)null : new NumberRange(_from, _to);
        Navigation.NavigateTo(Address.With(Filter.With(Metric, range)).Href);
    }

    private void ApplyMotion()
    {
        var ids = (_motion ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (ids.Length == 0 || !ids.All(MotionIdRule.IsMotionId))
        {
            _fault = "A motion id has only a-z, 0-9, _ and -; separate several by commas.";
            return;
        }

        (_fault, _motion) = (null, null);
        var filter = _side switch
        {
            "left" => Filter with { LeftMotions = [.. Filter.LeftMotions.Union(ids, StringComparer.Ordinal)] },
            "right" => Filter with { RightMotions = [.. Filter.RightMotions.Union(ids, StringComparer.Ordinal)] },
            _ => Filter with { Motions = [.. Filter.Motions.Union(ids, StringComparer.Ordinal)] },
        };
        Navigation.NavigateTo(Address.With(filter).Href);
    }
}
