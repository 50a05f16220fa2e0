using System.Text;

namespace MotionBlend.Web.Theme;

/// <summary>
/// Both palettes as one style sheet in the head of the document. The browser chooses: the theme remembered (<c>data-theme</c> of
/// the root, set before the first paint) or the system's. So switching needs neither the server nor a second style sheet, and
/// nothing flashes.
/// </summary>
internal static class ThemeStyleSheet
{
    // What MudBlazor's icons and skeletons look up. Its theme provider is left out: it would add 12 KB of variables to every
    // page and choose the theme on the server.
    private const string MudVariables = "html:root{--mud-palette-text-primary:var(--text);--mud-palette-skeleton:var(--sunken);}";

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
        return css.Append(MudVariables).ToString();
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
