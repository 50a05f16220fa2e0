using System.Text.Json.Serialization;
using MotionBlend.Domain.Indexing;
using MotionBlend.Domain.Quality;

namespace MotionBlend.Domain.Blends;

/// <summary>
/// One blend with its quality metrics: a row of the mart, a document of the index. Lengths are in decimetres (dm), speeds in
/// metres a second (m/s), frames are numbered from 0 at 30 a second. Numbers carry 9 significant digits.
/// A document is data as it stands in the index; what it must satisfy is judged by <see cref="QualityGate"/>.
/// </summary>
public sealed record BlendDocument
{
    /// <summary><c>blend_</c> and 12 lower-case hex digits. Unique.</summary>
    [JsonPropertyName(BlendFields.BlendId)]
    public required string BlendId { get; init; }

    /// <summary>The clip that plays first, <c>[a-z0-9_-]+</c>.</summary>
    [JsonPropertyName(BlendFields.LeftMotionId)]
    public required string LeftMotionId { get; init; }

    /// <summary>The clip that plays last, <c>[a-z0-9_-]+</c>.</summary>
    [JsonPropertyName(BlendFields.RightMotionId)]
    public required string RightMotionId { get; init; }

    /// <summary>Share of the right clip, 0 to 1 in steps of 0.01: both clips are cut at the same relative place.</summary>
    [JsonPropertyName(BlendFields.BlendRatio)]
    public required double BlendRatio { get; init; }

    /// <summary>First mixed frame (inclusive), at least 0.</summary>
    [JsonPropertyName(BlendFields.TransitionStartFrame)]
    public required int TransitionStartFrame { get; init; }

    /// <summary>First frame after the mixed ones (exclusive), over <see cref="TransitionStartFrame"/>.</summary>
    [JsonPropertyName(BlendFields.TransitionEndFrame)]
    public required int TransitionEndFrame { get; init; }

    /// <summary>How the transition is mixed.</summary>
    [JsonPropertyName(BlendFields.Method)]
    public required BlendMethod Method { get; init; }

    /// <summary>Frechet distance of the poses to the even mixture of both clips, dm^2, at least 0; lower is better.</summary>
    [JsonPropertyName(BlendFields.Fid)]
    public required double Fid { get; init; }

    /// <summary>Share of the source clips' windows found again in the blend, 0 to 1; higher is better.</summary>
    [JsonPropertyName(BlendFields.Coverage)]
    public required double Coverage { get; init; }

    /// <summary>Variance of the key joints over the whole blend, dm^2, at least 0; higher is livelier.</summary>
    [JsonPropertyName(BlendFields.GlobalDiversity)]
    public required double GlobalDiversity { get; init; }

    /// <summary>Mean variance of the key joints within windows of 30 frames, dm^2, at least 0.</summary>
    [JsonPropertyName(BlendFields.LocalDiversity)]
    public required double LocalDiversity { get; init; }

    /// <summary>Share of the motion that the joints do not have in common, 0 to 1.</summary>
    [JsonPropertyName(BlendFields.InterDiversity)]
    public required double InterDiversity { get; init; }

    /// <summary>How much each limb itself turns, 0 to 1.</summary>
    [JsonPropertyName(BlendFields.IntraDiversity)]
    public required double IntraDiversity { get; init; }

    /// <summary>Mean speed change a frame over the key joints, m/s, at least 0.</summary>
    [JsonPropertyName(BlendFields.L2VelocityMean)]
    public required double L2VelocityMean { get; init; }

    /// <summary>Standard deviation of the speed change, m/s, at least 0.</summary>
    [JsonPropertyName(BlendFields.L2VelocityStd)]
    public required double L2VelocityStd { get; init; }

    /// <summary>Largest speed change, m/s, at least 0; over <see cref="QualityBounds.VelocitySpike"/> is a spike.</summary>
    [JsonPropertyName(BlendFields.L2VelocityMax)]
    public required double L2VelocityMax { get; init; }

    /// <summary>Mean speed change inside the transition, m/s, at least 0.</summary>
    [JsonPropertyName(BlendFields.L2VelocityTransition)]
    public required double L2VelocityTransition { get; init; }

    /// <summary>Mean change of the speed change, m/s, at least 0.</summary>
    [JsonPropertyName(BlendFields.L2AccelerationMean)]
    public required double L2AccelerationMean { get; init; }

    /// <summary>Standard deviation of the change of the speed change, m/s, at least 0.</summary>
    [JsonPropertyName(BlendFields.L2AccelerationStd)]
    public required double L2AccelerationStd { get; init; }

    /// <summary>Largest change of the speed change, m/s, at least 0.</summary>
    [JsonPropertyName(BlendFields.L2AccelerationMax)]
    public required double L2AccelerationMax { get; init; }

    /// <summary>Mean change of the speed change inside the transition, m/s, at least 0.</summary>
    [JsonPropertyName(BlendFields.L2AccelerationTransition)]
    public required double L2AccelerationTransition { get; init; }

    /// <summary>How unnoticeable the transition is, 0 to 1; 0.8 when it is exactly as rough as its material.</summary>
    [JsonPropertyName(BlendFields.TransitionSmoothness)]
    public required double TransitionSmoothness { get; init; }

    /// <summary>Speed change of the transition against its material, at least 0; over <see cref="QualityBounds.RoughTransition"/> is rough.</summary>
    [JsonPropertyName(BlendFields.VelocityRatio)]
    public required double VelocityRatio { get; init; }

    /// <summary>Change of the speed change of the transition against its material, at least 0.</summary>
    [JsonPropertyName(BlendFields.AccelerationRatio)]
    public required double AccelerationRatio { get; init; }

    /// <summary>The score, 0 to 1, see <see cref="Quality.QualityScore"/>; higher is better.</summary>
    [JsonPropertyName(BlendFields.QualityScore)]
    public required double QualityScore { get; init; }

    /// <summary>The score's category.</summary>
    [JsonPropertyName(BlendFields.QualityCategory)]
    public required QualityCategory QualityCategory { get; init; }

    /// <summary>True when <see cref="L2VelocityMax"/> is over <see cref="QualityBounds.VelocitySpike"/>.</summary>
    [JsonPropertyName(BlendFields.HasVelocitySpike)]
    public required bool HasVelocitySpike { get; init; }

    /// <summary>True when <see cref="VelocityRatio"/> is over <see cref="QualityBounds.RoughTransition"/>.</summary>
    [JsonPropertyName(BlendFields.HasRoughTransition)]
    public required bool HasRoughTransition { get; init; }

    /// <summary>True when <see cref="Fid"/> is over <see cref="QualityBounds.DistributionMismatch"/>.</summary>
    [JsonPropertyName(BlendFields.HasDistributionMismatch)]
    public required bool HasDistributionMismatch { get; init; }

    /// <summary>When the blend was first made, UTC.</summary>
    [JsonPropertyName(BlendFields.CreatedAt)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the blend was last made, UTC, not before <see cref="CreatedAt"/>.</summary>
    [JsonPropertyName(BlendFields.UpdatedAt)]
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When the metrics were computed, UTC, after <see cref="UpdatedAt"/>.</summary>
    [JsonPropertyName(BlendFields.ComputedAt)]
    public required DateTimeOffset ComputedAt { get; init; }

    /// <summary>The flags that are set, in their fixed order.</summary>
    [JsonIgnore]
    public IEnumerable<QualityIssue> Flags
    {
        get
        {
            if (HasVelocitySpike)
            {
                yield return QualityIssue.Spike;
            }

            if (HasRoughTransition)
            {
                yield return QualityIssue.Rough;
            }

            if (HasDistributionMismatch)
            {
                yield return QualityIssue.Mismatch;
            }
        }
    }
}
