using System.Buffers;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Quality.Rules;

/// <summary><c>blend_id</c> is <c>blend_</c> and 12 lower-case hex digits.</summary>
public sealed class BlendIdRule : IQualityRule
{
    private const string Prefix = "blend_";
    private const int Length = 18;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <inheritdoc/>
    public void Judge(BlendDocument blend, QualityReport report)
    {
        if (!IsBlendId(blend.BlendId))
        {
            report.Error("blend_id_format", BlendFields.BlendId, "must be 'blend_' and 12 lower-case hex digits");
        }
    }

    /// <summary>True when <paramref name="id"/> can be the id of a blend.</summary>
    public static bool IsBlendId(string id) =>
        id.Length == Length && id.StartsWith(Prefix, StringComparison.Ordinal) && !id.AsSpan(Prefix.Length).ContainsAnyExcept(Digits);
}
