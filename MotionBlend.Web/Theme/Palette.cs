using MotionBlend.Domain.Quality;

namespace MotionBlend.Web.Theme;

/// <summary>
/// The colours of one theme, as <c>#rrggbb</c>. Hue means category and nothing else; one accent marks what is selected or can be
/// acted upon; flags are told by shape. Contrast of every pair in use is proved by the tests of this folder.
/// </summary>
public sealed record Palette
{
    /// <summary>The light theme.</summary>
    public static Palette Light { get; } = new()
    {
        Background = "#F4F6F8",
        Surface = "#FFFFFF",
        Sunken = "#E9EDF1",
        Border = "#D3DAE2",
        ControlBorder = "#76828F",
        Text = "#14202B",
        Muted = "#51606E",
        Accent = "#5540B8",
        OnAccent = "#FFFFFF",
        Excellent = "#00558C",
        Good = "#00734F",
        Acceptable = "#8A5A00",
        Poor = "#B33A00",
        OnCategory = "#FFFFFF",
    };

    /// <summary>The dark theme.</summary>
    public static Palette Dark { get; } = new()
    {
        Background = "#0F151B",
        Surface = "#171F27",
        Sunken = "#212B35",
        Border = "#2E3A46",
        ControlBorder = "#7C8A98",
        Text = "#E6ECF2",
        Muted = "#A5B3C0",
        Accent = "#B4A8FF",
        OnAccent = "#161032",
        Excellent = "#6CB8F0",
        Good = "#4FD1A5",
        Acceptable = "#F2B544",
        Poor = "#FF8A5C",
        OnCategory = "#0F151B",
    };

    /// <summary>Behind everything.</summary>
    public required string Background { get; init; }

    /// <summary>Panels.</summary>
    public required string Surface { get; init; }

    /// <summary>Tracks, table heads and what lies deeper than a panel.</summary>
    public required string Sunken { get; init; }

    /// <summary>Lines that only order the page.</summary>
    public required string Border { get; init; }

    /// <summary>Outlines by which a control is recognised.</summary>
    public required string ControlBorder { get; init; }

    /// <summary>Text, and the shapes of flags.</summary>
    public required string Text { get; init; }

    /// <summary>Secondary text.</summary>
    public required string Muted { get; init; }

    /// <summary>Links, the selection and the focus ring.</summary>
    public required string Accent { get; init; }

    /// <summary>Text upon <see cref="Accent"/>.</summary>
    public required string OnAccent { get; init; }

    /// <summary>Category excellent.</summary>
    public required string Excellent { get; init; }

    /// <summary>Category good; also the state "all is well".</summary>
    public required string Good { get; init; }

    /// <summary>Category acceptable; also the state "take note".</summary>
    public required string Acceptable { get; init; }

    /// <summary>Category poor; also the state "broken".</summary>
    public required string Poor { get; init; }

    /// <summary>Letters upon a category's colour.</summary>
    public required string OnCategory { get; init; }

    /// <summary>The colour of a category.</summary>
    public string Of(QualityCategory category) => category switch
    {
        QualityCategory.Excellent => Excellent,
        QualityCategory.Good => Good,
        QualityCategory.Acceptable => Acceptable,
        QualityCategory.Poor => Poor,
        _ => throw new ArgumentOutOfRangeException(nameof(category)),
    };

    /// <summary>Names of the style sheet's variables with their colours.</summary>
    internal IEnumerable<(string Variable, string Colour)> Variables =>
    [
        ("background", Background), ("surface", Surface), ("sunken", Sunken), ("border", Border), ("control-border", ControlBorder),
        ("text", Text), ("muted", Muted), ("accent", Accent), ("on-accent", OnAccent), ("excellent", Excellent), ("good", Good),
        ("acceptable", Acceptable), ("poor", Poor), ("on-category", OnCategory),
    ];
}
