using System.Globalization;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Quality.Rules;

/// <summary>The transition starts at frame 0 or later and ends after it starts.</summary>
public sealed class TransitionFramesRule : IQualityRule
{
    private const string Rule = "transition_frames_order";

    /// <inheritdoc/>
    public void Judge(BlendDocument blend, QualityReport report)
    {
        if (blend.TransitionStartFrame < 0)
        {
            report.Error(Rule, BlendFields.TransitionStartFrame,
                string.Create(CultureInfo.InvariantCulture, $"is {blend.TransitionStartFrame}, must be at least 0"));
        }

        if (blend.TransitionEndFrame <= blend.TransitionStartFrame)
        {
            report.Error(Rule, BlendFields.TransitionEndFrame, string.Create(CultureInfo.InvariantCulture,
                $"is {blend.TransitionEndFrame}, must be over transition_start_frame ({blend.TransitionStartFrame})"));
        }
    }
}
