using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MotionBlend.Web.Loading;

namespace MotionBlend.Web.Components.Controls;

/// <summary>
/// A part of a page with its four states: a skeleton of its final size, data, empty with the reason and a way out, and a failure
/// with retry and the request. What fails inside it stays inside it.
/// </summary>
/// <typeparam name="T">What it shows.</typeparam>
public sealed partial class Panel<T>
    where T : class
{
    private ErrorBoundary? _boundary;

    /// <summary>Where the data comes from.</summary>
    [Parameter]
    [EditorRequired]
    public required LatestLoad<T> Load { get; set; }

    /// <summary>What the panel is about, in a few words; its heading until there is data.</summary>
    [Parameter]
    [EditorRequired]
    public required string Label { get; set; }

    /// <summary>The data.</summary>
    [Parameter]
    [EditorRequired]
    public required RenderFragment<T> ChildContent { get; set; }

    /// <summary>The request, as it is shown when it failed, e.g. <c>GET /api/v1/cluster</c>.</summary>
    [Parameter]
    [EditorRequired]
    public required string Request { get; set; }

    /// <summary>Asks again.</summary>
    [Parameter]
    [EditorRequired]
    public EventCallback OnRetry { get; set; }

    /// <summary>The finding as a sentence; without it the label stays.</summary>
    [Parameter]
    public Func<T, string>? Title { get; set; }

    /// <summary>The finding where a sentence is not enough, inside the heading.</summary>
    [Parameter]
    public RenderFragment<T>? TitleContent { get; set; }

    /// <summary>True where the heading is the page's. It is one element in all states, so that it keeps the focus.</summary>
    [Parameter]
    public bool IsPageHeading { get; set; }

    /// <summary>Classes of the page's heading.</summary>
    [Parameter]
    public string? HeadingClass { get; set; }

    /// <summary>True where another panel above shows the failure of the same request, so that this one only refers to it.</summary>
    [Parameter]
    public bool IsSecondary { get; set; }

    /// <summary>True when the data has nothing to show.</summary>
    [Parameter]
    public Func<T, bool>? IsEmpty { get; set; }

    /// <summary>Why there is nothing and what to do about it.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    /// <summary>The skeleton, where a plain block would not do.</summary>
    [Parameter]
    public RenderFragment? Skeleton { get; set; }

    /// <summary>What stands at the right of the heading.</summary>
    [Parameter]
    public RenderFragment<T>? Tools { get; set; }

    /// <summary>Height of the body in every state, a CSS length.</summary>
    [Parameter]
    public string Height { get; set; } = "auto";

    /// <summary>Further classes.</summary>
    [Parameter]
    public string? Class { get; set; }

    private bool IsEmptyValue => Load.Value is { } value && IsEmpty?.Invoke(value) == true;

    private T? Shown => IsEmptyValue ? null : Load.Value;

    private RenderFragment Heading => Shown is { } value && TitleContent is not null
        ? TitleContent(value)
        : builder => builder.AddContent(0, Shown is { } shown && Title is not null ? Title(shown) : Label);

    private string State => Load switch
    {
        { Value: not null } => IsEmptyValue ? "empty" : "data",
        { Failure: not null } => "error",
        _ => "loading",
    };

    private void Redraw() => _boundary?.Recover();
}
