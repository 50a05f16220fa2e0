using MotionBlend.Domain.Quality;

namespace MotionBlend.Web.Charts;

/// <summary>What the four categories look like: their letter, their words, and where they lie on the score's axis.</summary>
internal static class CategoryBands
{
    /// <summary>The bands from low scores to high ones; each ends where the next begins.</summary>
    public static IReadOnlyList<CategoryBand> All { get; } =
    [
        new(QualityCategory.Poor, 0, QualityBounds.Acceptable),
        new(QualityCategory.Acceptable, QualityBounds.Acceptable, QualityBounds.Good),
        new(QualityCategory.Good, QualityBounds.Good, QualityBounds.Excellent),
        new(QualityCategory.Excellent, QualityBounds.Excellent, 1),
    ];

    /// <summary>The letter that stands wherever the colour does.</summary>
    public static char Letter(QualityCategory category) => category switch
    {
        QualityCategory.Excellent => 'E',
        QualityCategory.Good => 'G',
        QualityCategory.Acceptable => 'A',
        QualityCategory.Poor => 'P',
        _ => throw new ArgumentOutOfRangeException(nameof(category)),
    };

    /// <summary>The class of the style sheet that carries the colour.</summary>
    public static string Class(QualityCategory category) => "cat-" + char.ToLowerInvariant(Letter(category));
}

/// <summary>The scores of one category.</summary>
/// <param name="Category">The category.</param>
/// <param name="From">Lowest score.</param>
/// <param name="To">Upper end.</param>
internal sealed record CategoryBand(QualityCategory Category, double From, double To);
