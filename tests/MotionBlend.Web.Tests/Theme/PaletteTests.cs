using MotionBlend.Domain.Quality;
using MotionBlend.Web.Theme;

namespace MotionBlend.Web.Tests.Theme;

/// <summary>Contrast of every pair of colours in use: 4.5 for text, 3 for shapes (WCAG 2.2, 1.4.3 and 1.4.11).</summary>
public sealed class PaletteTests
{
    private const double ForText = 4.5;
    private const double ForShapes = 3;

    public static TheoryData<string> Themes => ["light", "dark"];

    [Theory]
    [MemberData(nameof(Themes))]
    public void Text_OnEverySurface_CanBeRead(string theme)
    {
        var palette = Of(theme);
        foreach (var surface in Surfaces(palette))
        {
            foreach (var text in new[] { palette.Text, palette.Muted, palette.Accent })
            {
                AssertContrast(ForText, text, surface);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void Accent_AsBackgroundAndAsTint_CanBeRead(string theme)
    {
        var palette = Of(theme);
        AssertContrast(ForText, palette.OnAccent, palette.Accent);

        // The selection: the accent mixed into the surface at 5 to 22 %.
        foreach (var share in new[] { 0.05, 0.09, 0.13, 0.16, 0.22 })
        {
            var tint = Contrast.Mix(palette.Accent, palette.Surface, share);
            AssertContrast(ForText, palette.Text, tint);
            if (share <= 0.13)
            {
                AssertContrast(ForText, palette.Muted, tint);
                AssertContrast(ForText, palette.Accent, tint);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void Categories_AsTextShapesAndBadges_CanBeRead(string theme)
    {
        var palette = Of(theme);
        foreach (var category in Enum.GetValues<QualityCategory>())
        {
            var colour = palette.Of(category);
            AssertContrast(ForText, colour, palette.Surface);
            AssertContrast(ForText, colour, palette.Background);
            AssertContrast(ForText, palette.OnCategory, colour);
            AssertContrast(ForShapes, colour, palette.Sunken);
            AssertContrast(ForShapes, colour, Contrast.Mix(colour, palette.Surface, 0.07));
        }
    }

    [Theory]
    [MemberData(nameof(Themes))]
    public void Controls_OnEverySurface_CanBeSeen(string theme)
    {
        var palette = Of(theme);
        foreach (var surface in Surfaces(palette))
        {
            AssertContrast(ForShapes, palette.ControlBorder, surface);
        }
    }

    [Fact]
    public void Css_BothPalettes_AreInIt()
    {
        foreach (var palette in new[] { Palette.Light, Palette.Dark })
        {
            foreach (var (variable, colour) in palette.Variables)
            {
                Assert.Contains($"--{variable}:{colour};", ThemeStyleSheet.Css, StringComparison.Ordinal);
            }
        }
    }

    private static Palette Of(string theme) => theme == "dark" ? Palette.Dark : Palette.Light;

    private static string[] Surfaces(Palette palette) => [palette.Background, palette.Surface, palette.Sunken];

    private static void AssertContrast(double least, string one, string other)
    {
        var ratio = Contrast.Ratio(one, other);
        Assert.True(ratio >= least, FormattableString.Invariant($"{one} on {other}: {ratio:0.00}, must be {least}"));
    }
}
