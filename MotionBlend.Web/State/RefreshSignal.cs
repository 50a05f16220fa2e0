using Microsoft.AspNetCore.Components;

namespace MotionBlend.Web.State;

/// <summary>Tells all panels of a circuit to read again. The browser decides when (interval, pause, hidden tab) and clicks.</summary>
/// <remarks>It takes the click itself, so that the button's component is not drawn for it: what changes is drawn by the panels.</remarks>
public sealed class RefreshSignal : IHandleEvent
{
    /// <summary>Raised when everything is to be read again.</summary>
    public event Func<Task>? Requested;

    /// <summary>Asks every panel to read again and waits until all have.</summary>
    public Task RequestAsync() =>
        Requested is { } handlers
            ? Task.WhenAll(handlers.GetInvocationList().Cast<Func<Task>>().Select(handler => handler()))
            : Task.CompletedTask;

    Task IHandleEvent.HandleEventAsync(EventCallbackWorkItem item, object? arg) => item.InvokeAsync(arg);
}
