using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Quality.Rules;

/// <summary><c>quality_category</c> is that of the row's own score.</summary>
public sealed class CategoryConsistencyRule : IQualityRule
{
    /// <inheritdoc/>
    public void Judge(BlendDocument blend, QualityReport report)
    {
        var expected = QualityScore.Categorize(blend.QualityScore);
        if (blend.QualityCategory != expected)
        {
            report.Warning("category_consistency", BlendFields.QualityCategory,
                $"is {QualityNames.Of(blend.QualityCategory)}, but the row's score gives {QualityNames.Of(expected)}");
        }
    }
}
