using System.Text;

namespace MotionBlend.Web.Theme;

/// <summary>
/// Both palettes as one style sheet in the head of the document. The browser chooses: the theme remembered (<c>data-theme</c> of
/// the root, set before the first paint) or the system's. So switching needs neither the server nor a second style sheet, and
/// nothing flashes.
/// </summary>
internal static class ThemeStyleSheet
{
    // MudBlazor's own variables follow ours, whatever theme its provider was rendered in.
    private static readonly (string Mud, string Own)[] MudVariables =
    [
        ("background", "background"), ("background-gray", "sunken"), ("surface", "surface"), ("text-primary", "text"),
        ("text-secondary", "muted"), ("text-disabled", "muted"), ("primary", "accent"), ("primary-text", "on-accent"),
        ("primary-hover", "sunken"), ("action-default", "text"), ("action-default-hover", "sunken"), ("divider", "border"),
        ("lines-default", "border"), ("lines-inputs", "control-border"), ("table-lines", "border"), ("skeleton", "sunken"),
    ];

    /// <summary>The rules, made once.</summary>
    public static string Css { get; } = Build();

    private static string Build()
    {
        var css = new StringBuilder();
        Rule(css, ":root", "light", Palette.Light);
        Rule(css, ":root[data-theme=dark]", "dark", Palette.Dark);
        css.Append("@media (prefers-color-scheme:dark){");
        Rule(css, ":root:not([data-theme=light])", "dark", Palette.Dark);
        css.Append('}');
        css.Append("html:root{");
        foreach (var (mud, own) in MudVariables)
        {
            css.Append("--mud-palette-").Append(mud).Append(":var(--").Append(own).Append(");");
        }

        return css.Append('}').ToString();
    }

    private static void Rule(StringBuilder css, string selector, string scheme, Palette palette)
    {
        css.Append(selector).Append("{color-scheme:").Append(scheme).Append(';');
        foreach (var (variable, colour) in palette.Variables)
        {
            css.Append("--").Append(variable).Append(':').Append(colour).Append(';');
        }

        css.Append('}');
    }
}
