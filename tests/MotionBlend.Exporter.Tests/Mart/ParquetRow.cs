using System.Diagnostics.CodeAnalysis;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality;

namespace MotionBlend.Exporter.Tests.Mart;

/// <summary>A row of a mart in Parquet; every column may be null there.</summary>
[SuppressMessage("Style", "IDE1006", Justification = "The members are the mart's columns.")]
[SuppressMessage("Naming", "CA1707", Justification = "The members are the mart's columns.")]
internal sealed record ParquetRow
{
    public string? blend_id { get; init; }

    public string? left_motion_id { get; init; }

    public string? right_motion_id { get; init; }

    public double? blend_ratio { get; init; }

    public int? transition_start_frame { get; init; }

    public int? transition_end_frame { get; init; }

    public string? method { get; init; }

    public double? fid { get; init; }

    public double? coverage { get; init; }

    public double? global_diversity { get; init; }

    public double? local_diversity { get; init; }

    public double? inter_diversity { get; init; }

    public double? intra_diversity { get; init; }

    public double? l2_velocity_mean { get; init; }

    public double? l2_velocity_std { get; init; }

    public double? l2_velocity_max { get; init; }

    public double? l2_velocity_transition { get; init; }

    public double? l2_acceleration_mean { get; init; }

    public double? l2_acceleration_std { get; init; }

    public double? l2_acceleration_max { get; init; }

    public double? l2_acceleration_transition { get; init; }

    public double? transition_smoothness { get; init; }

    public double? velocity_ratio { get; init; }

    public double? acceleration_ratio { get; init; }

    public double? quality_score { get; init; }

    public string? quality_category { get; init; }

    public bool? has_velocity_spike { get; init; }

    public bool? has_rough_transition { get; init; }

    public bool? has_distribution_mismatch { get; init; }

    public DateTime? created_at { get; init; }

    public DateTime? updated_at { get; init; }

    public DateTime? computed_at { get; init; }

    public static ParquetRow From(BlendDocument blend) => new()
    {
        blend_id = blend.BlendId,
        left_motion_id = blend.LeftMotionId,
        right_motion_id = blend.RightMotionId,
        blend_ratio = blend.BlendRatio,
        transition_start_frame = blend.TransitionStartFrame,
        transition_end_frame = blend.TransitionEndFrame,
        method = QualityNames.Of(blend.Method),
        fid = blend.Fid,
        coverage = blend.Coverage,
        global_diversity = blend.GlobalDiversity,
        local_diversity = blend.LocalDiversity,
        inter_diversity = blend.InterDiversity,
        intra_diversity = blend.IntraDiversity,
        l2_velocity_mean = blend.L2VelocityMean,
        l2_velocity_std = blend.L2VelocityStd,
        l2_velocity_max = blend.L2VelocityMax,
        l2_velocity_transition = blend.L2VelocityTransition,
        l2_acceleration_mean = blend.L2AccelerationMean,
        l2_acceleration_std = blend.L2AccelerationStd,
        l2_acceleration_max = blend.L2AccelerationMax,
        l2_acceleration_transition = blend.L2AccelerationTransition,
        transition_smoothness = blend.TransitionSmoothness,
        velocity_ratio = blend.VelocityRatio,
        acceleration_ratio = blend.AccelerationRatio,
        quality_score = blend.QualityScore,
        quality_category = QualityNames.Of(blend.QualityCategory),
        has_velocity_spike = blend.HasVelocitySpike,
        has_rough_transition = blend.HasRoughTransition,
        has_distribution_mismatch = blend.HasDistributionMismatch,
        created_at = blend.CreatedAt.UtcDateTime,
        updated_at = blend.UpdatedAt.UtcDateTime,
        computed_at = blend.ComputedAt.UtcDateTime,
    };
}
