using System.Globalization;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Quality.Rules;

/// <summary><c>blend_ratio</c> is a multiple of 0.01 from 0 to 1.</summary>
public sealed class BlendRatioRule : IQualityRule
{
    private const double Step = 0.01;
    private const double Tolerance = 1e-6;

    /// <inheritdoc/>
    public void Judge(BlendDocument blend, QualityReport report)
    {
        var ratio = blend.BlendRatio;
        if (!(ratio is >= 0 and <= 1) || Math.Abs(ratio - (Math.Round(ratio / Step) * Step)) > Tolerance)
        {
            report.Error("blend_ratio_range", BlendFields.BlendRatio,
                string.Create(CultureInfo.InvariantCulture, $"is {ratio:R}, must be a multiple of 0.01 from 0 to 1"));
        }
    }
}
