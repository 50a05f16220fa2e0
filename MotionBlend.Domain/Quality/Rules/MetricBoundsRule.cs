using System.Globalization;
using MotionBlend.Domain.Blends;

namespace MotionBlend.Domain.Quality.Rules;

/// <summary>Every metric is finite and within the bounds that <see cref="BlendMetric"/> states.</summary>
public sealed class MetricBoundsRule : IQualityRule
{
    /// <inheritdoc/>
    public void Judge(BlendDocument blend, QualityReport report)
    {
        foreach (var metric in BlendMetric.All)
        {
            var value = metric.Of(blend);
            if (!double.IsFinite(value))
            {
                report.Error("metric_finite", metric.Field, "must be a finite number");
            }
            else if (value < metric.Minimum || value > metric.Maximum)
            {
                report.Error("metric_bounds", metric.Field, double.IsInfinity(metric.Maximum)
                    ? string.Create(CultureInfo.InvariantCulture, $"is {value:R}, must be at least {metric.Minimum:R}")
                    : string.Create(CultureInfo.InvariantCulture, $"is {value:R}, must be from {metric.Minimum:R} to {metric.Maximum:R}"));
            }
        }
    }
}
