using MudBlazor;

namespace MotionBlend.Web.Theme;

/// <summary>MudBlazor's theme: our type, our corners; its colours are overridden by <see cref="ThemeStyleSheet"/>.</summary>
internal static class DashboardTheme
{
    /// <summary>The type used everywhere, the one in <c>wwwroot/fonts</c> first.</summary>
    private static readonly string[] FontFamily = ["Inter", "system-ui", "Segoe UI", "Roboto", "Liberation Sans", "Arial", "sans-serif"];

    /// <summary>The theme.</summary>
    public static MudTheme Mud { get; } = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = FontFamily, FontSize = ".875rem", LetterSpacing = "normal" },
            Button = new ButtonTypography { TextTransform = "none", FontWeight = "550", LetterSpacing = "normal" },
        },
    };
}
