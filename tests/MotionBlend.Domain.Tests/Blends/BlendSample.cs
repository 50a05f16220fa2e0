using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;

namespace MotionBlend.Domain.Tests.Blends;

/// <summary>A blend that satisfies every rule: the first row of the sample mart.</summary>
internal static class BlendSample
{
    public static BlendDocument Valid { get; } = new()
    {
        BlendId = "blend_2d0844f50e2a",
        LeftMotionId = "cmu_01_01",
        RightMotionId = "cmu_01_02",
        BlendRatio = 0.1,
        TransitionStartFrame = 592,
        TransitionEndFrame = 622,
        Method = BlendMethod.Linear,
        Fid = 8.71303975,
        Coverage = 0.523912039,
        GlobalDiversity = 3.36774611,
        LocalDiversity = 1.50238657,
        InterDiversity = 0.674275911,
        IntraDiversity = 0.103658132,
        L2VelocityMean = 0.126328216,
        L2VelocityStd = 0.167055174,
        L2VelocityMax = 1.7858203,
        L2VelocityTransition = 0.176752865,
        L2AccelerationMean = 0.0906486524,
        L2AccelerationStd = 0.130043655,
        L2AccelerationMax = 1.61805845,
        L2AccelerationTransition = 0.150106623,
        TransitionSmoothness = 0.858591139,
        VelocityRatio = 0.81497228,
        AccelerationRatio = 0.953390904,
        QualityScore = 0.650795582,
        QualityCategory = QualityCategory.Good,
        HasVelocitySpike = false,
        HasRoughTransition = false,
        HasDistributionMismatch = false,
        CreatedAt = new DateTimeOffset(2026, 10, 27, 13, 13, 40, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2026, 10, 27, 13, 13, 40, TimeSpan.Zero),
        ComputedAt = new DateTimeOffset(2026, 10, 27, 13, 20, 54, TimeSpan.Zero),
    };
}
