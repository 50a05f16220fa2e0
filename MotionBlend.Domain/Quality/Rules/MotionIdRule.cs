using System.Buffers;
using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Quality.Rules;

/// <summary>Both motion ids are <c>[a-z0-9_-]+</c>, at most <see cref="MaxLength"/> characters.</summary>
public sealed class MotionIdRule : IQualityRule
{
    /// <summary>Longest id: that of an Elasticsearch keyword must stay far under Lucene's 32,766 bytes, and a file stem does.</summary>
    public const int MaxLength = 255;

    private const string Rule = "motion_id_format";

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <inheritdoc/>
    public void Judge(BlendDocument blend, QualityReport report)
    {
        Judge(BlendFields.LeftMotionId, blend.LeftMotionId, report);
        Judge(BlendFields.RightMotionId, blend.RightMotionId, report);
    }

    /// <summary>True when <paramref name="id"/> can be the id of a motion.</summary>
    public static bool IsMotionId(string id) => id.Length is > 0 and <= MaxLength && !id.AsSpan().ContainsAnyExcept(Characters);

    private static void Judge(string field, string id, QualityReport report)
    {
        if (!IsMotionId(id))
        {
            report.Error(Rule, field, "must be 1 to 255 characters of a-z, 0-9, '_' and '-'");
        }
    }
}
