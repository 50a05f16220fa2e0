namespace MotionBlend.Web.Charts;

/// <summary>
/// A blend as a strip of 108 x 20: its frames to the scale of the list, the mixed window as a block whose height is the
/// speed change inside against that of the whole material (<c>velocity_ratio</c>), the material at 1. Drawn from stored aggregates.
/// How far the blend runs on after the window is not recorded, so the line fades out there.
/// </summary>
/// <param name="WindowX">Left edge of the window.</param>
/// <param name="WindowWidth">Width of the window, at least <see cref="MinWindow"/>.</param>
/// <param name="WindowHeight">Height of the window's block over the base line.</param>
/// <param name="IsCut">True when the block would be higher than the strip.</param>
internal sealed record TransitionStrip(double WindowX, double WindowWidth, double WindowHeight, bool IsCut)
{
    /// <summary>Width of the strip.</summary>
    public const double Width = 108;

    /// <summary>Height of the strip.</summary>
    public const double Height = 20;

    /// <summary>Narrowest window that can be seen.</summary>
    public const double MinWindow = 5;

    /// <summary>Height of the material's level, a ratio of 1.</summary>
    public const double Level = 9;

    /// <summary>Height of the bound of a rough transition.</summary>
    public const double Bound = Level * Domain.Quality.QualityBounds.RoughTransition;

    /// <summary>Lays a strip out.</summary>
    /// <param name="start">First mixed frame.</param>
    /// <param name="end">First frame after the mixed ones.</param>
    /// <param name="velocityRatio">Speed change of the transition against its material.</param>
    /// <param name="frames">Frames that the strip's width stands for, at least <paramref name="end"/>.</param>
    public static TransitionStrip Of(int start, int end, double velocityRatio, int frames)
    {
        var width = Math.Max(MinWindow, (end - start) / (double)frames * Width);
        var x = Math.Min(start / (double)frames * Width, Width - width);
        var height = velocityRatio * Level;
        return new TransitionStrip(x, width, Math.Min(height, Height), height > Height);
    }

    /// <summary>The scale of a list: the last frame of any window and a tenth more, rounded up to a round number.</summary>
    public static int FramesOf(IEnumerable<int> ends)
    {
        var last = ends.DefaultIfEmpty(0).Max() * 1.1;
        return Math.Max(60, (int)Math.Ceiling(last / 60) * 60);
    }
}
