using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;
using MotionBlend.Web.State;

namespace MotionBlend.Web.Components.Controls;

/// <summary>Everything that is known about a blend: why it has its score, why it is flagged, and the document itself.</summary>
public sealed partial class BlendSheet
{
    private static readonly BlendJsonContext Indented = new(new JsonSerializerOptions(BlendJsonContext.Default.Options)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>State of the page shown.</summary>
    [CascadingParameter]
    public required DashboardAddress Address { get; set; }

    /// <summary>The blend.</summary>
    [Parameter]
    [EditorRequired]
    public required BlendDocument Blend { get; set; }

    private string Json => JsonSerializer.Serialize(Blend, Indented.BlendDocument);

    private string Curl => ApiRequests.Curl(ApiRequests.Blend(Blend.BlendId));
}
