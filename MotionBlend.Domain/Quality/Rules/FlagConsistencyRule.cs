using System.Globalization;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Quality.Rules;

/// <summary>Each flag says what its metric says against its bound.</summary>
public sealed class FlagConsistencyRule : IQualityRule
{
    /// <inheritdoc/>
    public void Judge(BlendDocument blend, QualityReport report)
    {
        Judge(BlendFields.HasVelocitySpike, blend.HasVelocitySpike,
            BlendFields.L2VelocityMax, blend.L2VelocityMax, QualityBounds.VelocitySpike, report);
        Judge(BlendFields.HasRoughTransition, blend.HasRoughTransition,
            BlendFields.VelocityRatio, blend.VelocityRatio, QualityBounds.RoughTransition, report);
        Judge(BlendFields.HasDistributionMismatch, blend.HasDistributionMismatch,
            BlendFields.Fid, blend.Fid, QualityBounds.DistributionMismatch, report);
    }

    private static void Judge(string flag, bool isSet, string metric, double value, double bound, QualityReport report)
    {
        if (isSet != value > bound)
        {
            report.Warning("flag_consistency", flag, string.Create(CultureInfo.InvariantCulture,
                $"is {(isSet ? "true" : "false")}, but {metric} is {value:R} against a bound of {bound:R}"));
        }
    }
}
