using System.Globalization;
using MotionBlend.Domain.Blends;

namespace MotionBlend.Domain.Quality.Rules;

/// <summary>Every metric is finite, within the bounds that <see cref="BlendMetric"/> states, and fits the index's 32-bit float.</summary>
public sealed class MetricBoundsRule : IQualityRule
{
    private static readonly BlendMetric[] Metrics = [.. BlendMetric.All];

    /// <inheritdoc/>
    public void Judge(BlendDocument blend, QualityReport report)
    {
        foreach (var metric in Metrics)
        {
            var value = metric.Of(blend);
            if (!double.IsFinite(value))
            {
                report.Error("metric_finite", metric.Field, "must be a finite number");
            }
            else if (value < metric.Minimum || value > Math.Min(metric.Maximum, float.MaxValue))
            {
                report.Error("metric_bounds", metric.Field, string.Create(CultureInfo.InvariantCulture,
                    $"is {value:R}, must be from {metric.Minimum:R} to {Math.Min(metric.Maximum, float.MaxValue):R}"));
            }
        }
    }
}
