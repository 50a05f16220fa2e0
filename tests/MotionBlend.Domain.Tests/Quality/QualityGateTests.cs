using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;
using MotionBlend.Domain.Tests.Blends;

namespace MotionBlend.Domain.Tests.Quality;

public sealed class QualityGateTests
{
    private static readonly BlendDocument Valid = BlendSample.Valid;

    /// <summary>Each case: the blend, and the findings as severity, rule and field.</summary>
    public static TheoryData<string, BlendDocument, string[]> Breaches => new()
    {
        { "upper-case id", Valid with { BlendId = "blend_2D0844F50E2A" }, ["Error blend_id_format blend_id"] },
        { "id too long", Valid with { BlendId = "blend_2d0844f50e2a1" }, ["Error blend_id_format blend_id"] },
        { "id and newline", Valid with { BlendId = "blend_2d0844f50e2a\n" }, ["Error blend_id_format blend_id"] },
        { "empty motion id", Valid with { LeftMotionId = "" }, ["Error motion_id_format left_motion_id"] },
        { "blank in motion id", Valid with { RightMotionId = "cmu 01" }, ["Error motion_id_format right_motion_id"] },
        { "motion id too long", Valid with { LeftMotionId = new string('a', 256) }, ["Error motion_id_format left_motion_id"] },
        { "ratio off the grid", Valid with { BlendRatio = 0.105 }, ["Error blend_ratio_range blend_ratio"] },
        { "negative start", Valid with { TransitionStartFrame = -1 }, ["Error transition_frames_order transition_start_frame"] },
        { "empty transition", Valid with { TransitionEndFrame = 592 }, ["Error transition_frames_order transition_end_frame"] },
        { "negative metric", Valid with { LocalDiversity = -0.1 }, ["Error metric_bounds local_diversity"] },
        { "metric over 1", Valid with { InterDiversity = 1.01 }, ["Error metric_bounds inter_diversity"] },
        { "metric NaN", Valid with { AccelerationRatio = double.NaN }, ["Error metric_finite acceleration_ratio"] },
        { "metric infinite", Valid with { L2VelocityMean = double.PositiveInfinity }, ["Error metric_finite l2_velocity_mean"] },
        { "metric over a float", Valid with { L2VelocityMean = 1e39 }, ["Error metric_bounds l2_velocity_mean"] },
        { "updated before created", Valid with { UpdatedAt = Valid.CreatedAt.AddTicks(-1) }, ["Error timestamp_order updated_at"] },
        { "computed with updated", Valid with { ComputedAt = Valid.UpdatedAt }, ["Error timestamp_order computed_at"] },
        { "score of other metrics", Valid with { QualityScore = 0.7 }, ["Warning score_consistency quality_score"] },
        { "category of another score", Valid with { QualityCategory = QualityCategory.Poor }, ["Warning category_consistency quality_category"] },
        { "spike not flagged", Valid with { L2VelocityMax = 3.01 }, ["Warning flag_consistency has_velocity_spike"] },
        { "rough without cause", Valid with { HasRoughTransition = true }, ["Warning flag_consistency has_rough_transition"] },
        { "mismatch without cause", Valid with { HasDistributionMismatch = true }, ["Warning flag_consistency has_distribution_mismatch"] },
        {
            "several at once", Valid with { BlendId = "", Coverage = double.NaN },
            ["Error blend_id_format blend_id", "Error metric_finite coverage"]
        },
    };

    [Fact]
    public void Judge_ARealRow_FindsNothing()
    {
        var report = new QualityGate().Judge(Valid);

        Assert.Empty(report.Findings);
        Assert.True(report.IsAccepted);
    }

    [Theory]
    [MemberData(nameof(Breaches))]
    public void Judge_ABreach_IsFoundByItsRule(string name, BlendDocument blend, string[] expected)
    {
        var report = new QualityGate().Judge(blend);

        var found = report.Findings.Select(finding => $"{finding.Severity} {finding.Rule} {finding.Field}");
        Assert.True(expected.All(found.Contains), $"{name}: found {string.Join(", ", found)}");
        Assert.Equal(expected.Length, found.Count());
        Assert.Equal(!expected.Any(finding => finding.StartsWith("Error", StringComparison.Ordinal)), report.IsAccepted);
    }

    [Theory]
    [InlineData(3.0)]
    [InlineData(1.7858203)]
    public void Judge_AtTheBound_IsNoSpike(double velocity) =>
        Assert.Empty(new QualityGate().Judge(Valid with { L2VelocityMax = velocity }).Findings);
}
