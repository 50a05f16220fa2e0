namespace MotionBlend.Domain.Indexing;

/// <summary>
/// Field names of a blend, the same in the mart <c>mart_blend_snn_metrics</c>, in the index <c>mb_blends_v1</c> and in JSON.
/// Meaning, unit and bounds of each stand at <see cref="Blends.BlendDocument"/>.
/// </summary>
public static class BlendFields
{
    /// <summary>Id of the blend; also the document's <c>_id</c>.</summary>
    public const string BlendId = "blend_id";

    /// <summary>Id of the clip that plays first.</summary>
    public const string LeftMotionId = "left_motion_id";

    /// <summary>Id of the clip that plays last.</summary>
    public const string RightMotionId = "right_motion_id";

    /// <summary>Share of the right clip.</summary>
    public const string BlendRatio = "blend_ratio";

    /// <summary>First mixed frame.</summary>
    public const string TransitionStartFrame = "transition_start_frame";

    /// <summary>First frame after the mixed ones.</summary>
    public const string TransitionEndFrame = "transition_end_frame";

    /// <summary>How the frames of the transition are mixed.</summary>
    public const string Method = "method";

    /// <summary>Distribution distance to the two source clips.</summary>
    public const string Fid = "fid";

    /// <summary>Share of the source clips found again in the blend.</summary>
    public const string Coverage = "coverage";

    /// <summary>Variance of the key joints over the whole blend.</summary>
    public const string GlobalDiversity = "global_diversity";

    /// <summary>Variance of the key joints within windows of one second.</summary>
    public const string LocalDiversity = "local_diversity";

    /// <summary>Share of the motion that the joints do not have in common.</summary>
    public const string InterDiversity = "inter_diversity";

    /// <summary>How much each limb itself turns.</summary>
    public const string IntraDiversity = "intra_diversity";

    /// <summary>Mean speed change a frame.</summary>
    public const string L2VelocityMean = "l2_velocity_mean";

    /// <summary>Standard deviation of the speed change.</summary>
    public const string L2VelocityStd = "l2_velocity_std";

    /// <summary>Largest speed change.</summary>
    public const string L2VelocityMax = "l2_velocity_max";

    /// <summary>Mean speed change inside the transition.</summary>
    public const string L2VelocityTransition = "l2_velocity_transition";

    /// <summary>Mean change of the speed change.</summary>
    public const string L2AccelerationMean = "l2_acceleration_mean";

    /// <summary>Standard deviation of the change of the speed change.</summary>
    public const string L2AccelerationStd = "l2_acceleration_std";

    /// <summary>Largest change of the speed change.</summary>
    public const string L2AccelerationMax = "l2_acceleration_max";

    /// <summary>Mean change of the speed change inside the transition.</summary>
    public const string L2AccelerationTransition = "l2_acceleration_transition";

    /// <summary>How unnoticeable the transition is.</summary>
    public const string TransitionSmoothness = "transition_smoothness";

    /// <summary>Speed change of the transition against its material.</summary>
    public const string VelocityRatio = "velocity_ratio";

    /// <summary>Change of the speed change of the transition against its material.</summary>
    public const string AccelerationRatio = "acceleration_ratio";

    /// <summary>The score from 0 to 1.</summary>
    public const string QualityScore = "quality_score";

    /// <summary>The score's category.</summary>
    public const string QualityCategory = "quality_category";

    /// <summary>Flag: a speed change over the bound somewhere in the blend.</summary>
    public const string HasVelocitySpike = "has_velocity_spike";

    /// <summary>Flag: the transition is rougher than its material.</summary>
    public const string HasRoughTransition = "has_rough_transition";

    /// <summary>Flag: the blend's poses are not those of its sources.</summary>
    public const string HasDistributionMismatch = "has_distribution_mismatch";

    /// <summary>When the blend was first made.</summary>
    public const string CreatedAt = "created_at";

    /// <summary>When the blend was last made.</summary>
    public const string UpdatedAt = "updated_at";

    /// <summary>When the metrics were computed.</summary>
    public const string ComputedAt = "computed_at";
}
