using MotionBlend.Domain.Blends;

namespace MotionBlend.Domain.Quality;

/// <summary>One thing that must hold for a blend. A rule reports every breach it finds and never stops the others.</summary>
public interface IQualityRule
{
    /// <summary>Adds a finding to <paramref name="report"/> for each breach in <paramref name="blend"/>.</summary>
    void Judge(BlendDocument blend, QualityReport report);
}
