using Microsoft.AspNetCore.Components;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Search;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Components.Controls;

/// <summary>Heading of a column, a link that sorts by it: first towards the side one looks for, then the other way.</summary>
public sealed partial class SortHeader
{
    /// <summary>State of the page shown.</summary>
    [CascadingParameter]
    public required DashboardAddress Address { get; set; }

    /// <summary>Key to sort by, one of <see cref="BlendSort.Keys"/>.</summary>
    [Parameter]
    [EditorRequired]
    public required string Key { get; set; }

    /// <summary>What the column shows, in full.</summary>
    [Parameter]
    [EditorRequired]
    public required string Label { get; set; }

    /// <summary>What stands in the heading; the label unless given.</summary>
    [Parameter]
    public string? Text { get; set; }

    /// <summary>True where the first click sorts downwards.</summary>
    [Parameter]
    public bool StartsDescending { get; set; }

    /// <summary>Which direction is the better one.</summary>
    [Parameter]
    public MetricDirection Direction { get; set; }

    /// <summary>Further classes.</summary>
    [Parameter]
    public string? Class { get; set; }

    private string Short => Text ?? Label;

    private bool IsCurrent => Address.Search.Sort.Key == Key;

    private bool IsDescending => Address.Search.Sort.Descending;

    private bool NextIsDescending => IsCurrent ? !IsDescending : StartsDescending;

    private string Href => Address.With(new BlendSort(Key, NextIsDescending)).Href;
}
