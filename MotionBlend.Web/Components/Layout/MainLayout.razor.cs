using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Components.Layout;

/// <summary>The frame of every page. It reads the address and hands its state down.</summary>
public sealed partial class MainLayout
{
    private DashboardAddress _address = DashboardAddress.Parse("");
    private ErrorBoundary? _boundary;
    private bool _isInteractive;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // The router renders the layout anew on every navigation, those within the query included.
        var parsed = DashboardAddress.Parse(Navigation.ToBaseRelativePath(Navigation.Uri.Split('#')[0]));
        if (parsed != _address)
        {
            _address = parsed;
            _boundary?.Recover();
        }
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _isInteractive = true;
            StateHasChanged();
        }
    }
}
