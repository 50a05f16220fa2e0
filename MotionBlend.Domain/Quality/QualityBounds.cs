namespace MotionBlend.Domain.Quality;

/// <summary>The bounds that decide categories and flags (metric specification, section 4).</summary>
public static class QualityBounds
{
    /// <summary>Lowest score of <see cref="QualityCategory.Excellent"/>.</summary>
    public const double Excellent = 0.80;

    /// <summary>Lowest score of <see cref="QualityCategory.Good"/>.</summary>
    public const double Good = 0.65;

    /// <summary>Lowest score of <see cref="QualityCategory.Acceptable"/>.</summary>
    public const double Acceptable = 0.50;

    /// <summary><c>l2_velocity_max</c> over this many m/s is a spike.</summary>
    public const double VelocitySpike = 3.0;

    /// <summary><c>velocity_ratio</c> over this is a rough transition.</summary>
    public const double RoughTransition = 1.5;

    /// <summary><c>fid</c> over this many dm^2 is a distribution mismatch.</summary>
    public const double DistributionMismatch = 30;
}
