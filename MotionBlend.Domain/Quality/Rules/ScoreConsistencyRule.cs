using System.Globalization;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Quality.Rules;

/// <summary><c>quality_score</c> is what <see cref="QualityScore"/> gives for the row's own metrics, to <see cref="Tolerance"/>.</summary>
public sealed class ScoreConsistencyRule : IQualityRule
{
    /// <summary>Metrics and score carry 9 significant digits; the sum of three terms stays within this.</summary>
    public const double Tolerance = 1e-6;

    /// <inheritdoc/>
    public void Judge(BlendDocument blend, QualityReport report)
    {
        var expected = QualityScore.From(blend.TransitionSmoothness, blend.GlobalDiversity, blend.Fid, blend.Coverage).Value;
        if (Math.Abs(blend.QualityScore - expected) > Tolerance)
        {
            report.Warning("score_consistency", BlendFields.QualityScore, string.Create(CultureInfo.InvariantCulture,
                $"is {blend.QualityScore:R}, but the row's metrics give {expected:0.#########}"));
        }
    }
}
