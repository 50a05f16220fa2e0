using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Quality;

/// <summary>The names of categories, flags and methods as they stand in the mart, the index and addresses.</summary>
public static class QualityNames
{
    /// <summary>Name of a category, e.g. <c>excellent</c>.</summary>
    public static string Of(QualityCategory category) => category switch
    {
        QualityCategory.Excellent => "excellent",
        QualityCategory.Good => "good",
        QualityCategory.Acceptable => "acceptable",
        QualityCategory.Poor => "poor",
        _ => throw new ArgumentOutOfRangeException(nameof(category)),
    };

    /// <summary>Name of a flag, e.g. <c>spike</c>.</summary>
    public static string Of(QualityIssue flag) => flag switch
    {
        QualityIssue.Spike => "spike",
        QualityIssue.Rough => "rough",
        QualityIssue.Mismatch => "mismatch",
        _ => throw new ArgumentOutOfRangeException(nameof(flag)),
    };

    /// <summary>Name of a method, e.g. <c>slerp_smoothstep</c>.</summary>
    public static string Of(BlendMethod method) => method switch
    {
        BlendMethod.Linear => "linear",
        BlendMethod.SlerpSmoothstep => "slerp_smoothstep",
        BlendMethod.Inertialized => "inertialized",
        _ => throw new ArgumentOutOfRangeException(nameof(method)),
    };

    /// <summary>The document's field of a flag, e.g. <c>has_velocity_spike</c>.</summary>
    public static string FieldOf(QualityIssue flag) => flag switch
    {
        QualityIssue.Spike => BlendFields.HasVelocitySpike,
        QualityIssue.Rough => BlendFields.HasRoughTransition,
        QualityIssue.Mismatch => BlendFields.HasDistributionMismatch,
        _ => throw new ArgumentOutOfRangeException(nameof(flag)),
    };
}
