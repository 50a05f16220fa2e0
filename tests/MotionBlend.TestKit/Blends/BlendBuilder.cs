using System.Globalization;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;

namespace MotionBlend.TestKit.Blends;

/// <summary>Makes blends that pass every quality rule; a test changes what it is about by <c>with</c>.</summary>
public static class BlendBuilder
{
    private static readonly DateTimeOffset FirstDay = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>A blend whose id and times follow from a number; the same number gives the same blend.</summary>
    /// <param name="number">At least 0.</param>
    public static BlendDocument Blend(int number = 1)
    {
        const double Smoothness = 0.85;
        const double Diversity = 5;
        const double Fid = 10;
        const double Coverage = 0.9;
        var score = Math.Round(QualityScore.From(Smoothness, Diversity, Fid, Coverage).Value, 9);
        return new BlendDocument
        {
            BlendId = "blend_" + number.ToString("x12", CultureInfo.InvariantCulture),
            LeftMotionId = "cmu_01_01",
            RightMotionId = "cmu_02_01",
            BlendRatio = 0.5,
            TransitionStartFrame = 100,
            TransitionEndFrame = 130,
            Method = BlendMethod.Linear,
            Fid = Fid,
            Coverage = Coverage,
            GlobalDiversity = Diversity,
            LocalDiversity = 2,
            InterDiversity = 0.6,
            IntraDiversity = 0.1,
            L2VelocityMean = 0.1,
            L2VelocityStd = 0.15,
            L2VelocityMax = 1.8,
            L2VelocityTransition = 0.12,
            L2AccelerationMean = 0.09,
            L2AccelerationStd = 0.13,
            L2AccelerationMax = 1.6,
            L2AccelerationTransition = 0.1,
            TransitionSmoothness = Smoothness,
            VelocityRatio = 0.8,
            AccelerationRatio = 0.9,
            QualityScore = score,
            QualityCategory = QualityScore.Categorize(score),
            HasVelocitySpike = false,
            HasRoughTransition = false,
            HasDistributionMismatch = false,
            CreatedAt = FirstDay.AddMinutes(number),
            UpdatedAt = FirstDay.AddMinutes(number),
            ComputedAt = FirstDay.AddMinutes(number + 5),
        };
    }

    /// <summary>A blend of a score and its category; its metrics do not add up to it.</summary>
    public static BlendDocument WithScore(int number, double score) =>
        Blend(number) with { QualityScore = score, QualityCategory = QualityScore.Categorize(score) };
}
