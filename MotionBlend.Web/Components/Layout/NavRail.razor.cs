using Microsoft.AspNetCore.Components;
using MotionBlend.Web.State;
using MudBlazor;

namespace MotionBlend.Web.Components.Layout;

/// <summary>The pages; the filter goes along from one to the next.</summary>
public sealed partial class NavRail
{
    private static readonly RailPage[] Pages =
    [
        new(DashboardAddress.OverviewPath, "Overview", "o", Icons.Material.Outlined.SpaceDashboard),
        new(DashboardAddress.ExplorePath, "Explore", "e", Icons.Material.Outlined.TableRows),
        new(DashboardAddress.ClusterPath, "Cluster", "c", Icons.Material.Outlined.Dns),
    ];

    /// <summary>State of the page shown.</summary>
    [CascadingParameter]
    public required DashboardAddress Address { get; set; }

    private string Href(string path) => Address.On(path).Href;

    private bool IsCurrent(string path) =>
        Address.Path == path
        || (path == DashboardAddress.ExplorePath && Address.Path.StartsWith(DashboardAddress.BlendsPath, StringComparison.Ordinal));

    private sealed record RailPage(string Path, string Label, string Key, string Icon);
}
