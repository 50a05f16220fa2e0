using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;

namespace MotionBlend.Domain.Quality.Rules;

/// <summary>A blend is made, perhaps made again, and then measured: created &lt;= updated &lt; computed.</summary>
public sealed class TimestampOrderRule : IQualityRule
{
    private const string Rule = "timestamp_order";

    /// <inheritdoc/>
    public void Judge(BlendDocument blend, QualityReport report)
    {
        if (blend.UpdatedAt < blend.CreatedAt)
        {
            report.Error(Rule, BlendFields.UpdatedAt, "must not be before created_at");
        }

        if (blend.ComputedAt <= blend.UpdatedAt)
        {
            report.Error(Rule, BlendFields.ComputedAt, "must be after updated_at: the metrics are older than the blend");
        }
    }
}
