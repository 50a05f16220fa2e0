using System.Text.RegularExpressions;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Quality.Rules;

/// <summary><c>blend_id</c> is <c>blend_</c> and 12 lower-case hex digits.</summary>
public sealed partial class BlendIdRule : IQualityRule
{
    /// <inheritdoc/>
    public void Judge(BlendDocument blend, QualityReport report)
    {
        if (!IsBlendId(blend.BlendId))
        {
            report.Error("blend_id_format", BlendFields.BlendId, "must be 'blend_' and 12 lower-case hex digits");
        }
    }

    /// <summary>True when <paramref name="id"/> can be the id of a blend.</summary>
    public static bool IsBlendId(string id) => Pattern().IsMatch(id);

    [GeneratedRegex(@"\Ablend_[0-9a-f]{12}\z")]
    private static partial Regex Pattern();
}
