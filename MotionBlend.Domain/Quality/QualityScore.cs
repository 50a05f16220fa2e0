namespace MotionBlend.Domain.Quality;

/// <summary>
/// The score of a blend and its three terms:
/// <c>0.4 S + 0.3 min(1, G/10) + 0.3 (1/(1 + F/50) + C)/2</c> with S transition smoothness, G global diversity (dm^2),
/// F fid (dm^2), C coverage (metric specification, section 4). Calm material cannot be excellent: with G = 0 the rest gives 0.70 at most.
/// </summary>
/// <param name="Smoothness">The smoothness term, 0 to <see cref="SmoothnessWeight"/>.</param>
/// <param name="Diversity">The diversity term, 0 to <see cref="DiversityWeight"/>.</param>
/// <param name="Distribution">The distribution term, 0 to <see cref="DistributionWeight"/>.</param>
public readonly record struct QualityScore(double Smoothness, double Diversity, double Distribution)
{
    /// <summary>Largest smoothness term.</summary>
    public const double SmoothnessWeight = 0.4;

    /// <summary>Largest diversity term.</summary>
    public const double DiversityWeight = 0.3;

    /// <summary>Largest distribution term.</summary>
    public const double DistributionWeight = 0.3;

    private const double DiversityCap = 10;
    private const double FidScale = 50;

    /// <summary>The score, 0 to 1.</summary>
    public double Value => Smoothness + Diversity + Distribution;

    /// <summary>The score's category.</summary>
    public QualityCategory Category => Categorize(Value);

    /// <summary>Computes the terms from metrics within their bounds.</summary>
    /// <param name="transitionSmoothness">0 to 1.</param>
    /// <param name="globalDiversity">dm^2, at least 0.</param>
    /// <param name="fid">dm^2, at least 0.</param>
    /// <param name="coverage">0 to 1.</param>
    public static QualityScore From(double transitionSmoothness, double globalDiversity, double fid, double coverage) => new(
        SmoothnessWeight * transitionSmoothness,
        DiversityWeight * Math.Min(1, globalDiversity / DiversityCap),
        DistributionWeight * ((1 / (1 + (fid / FidScale)) + coverage) / 2));

    /// <summary>The category of a score.</summary>
    public static QualityCategory Categorize(double score) => score switch
    {
        >= QualityBounds.Excellent => QualityCategory.Excellent,
        >= QualityBounds.Good => QualityCategory.Good,
        >= QualityBounds.Acceptable => QualityCategory.Acceptable,
        _ => QualityCategory.Poor,
    };
}
