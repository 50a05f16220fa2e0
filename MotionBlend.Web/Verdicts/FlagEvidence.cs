using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Indexing;
using MotionBlend.Domain.Quality;
using MotionBlend.Web.Charts;

namespace MotionBlend.Web.Verdicts;

/// <summary>Why a blend is flagged for an issue, or why not.</summary>
/// <param name="Issue">The issue.</param>
/// <param name="Metric">The metric that decides.</param>
/// <param name="Value">Its value.</param>
/// <param name="Bound">The bound; a value over it is flagged.</param>
internal sealed record FlagEvidence(QualityIssue Issue, BlendMetric Metric, double Value, double Bound)
{
    private static readonly (QualityIssue Issue, BlendMetric Metric, double Bound)[] All =
    [
        (QualityIssue.Spike, MetricOf(BlendFields.L2VelocityMax), QualityBounds.VelocitySpike),
        (QualityIssue.Rough, MetricOf(BlendFields.VelocityRatio), QualityBounds.RoughTransition),
        (QualityIssue.Mismatch, MetricOf(BlendFields.Fid), QualityBounds.DistributionMismatch),
    ];

    /// <summary>True when the value is over the bound.</summary>
    public bool IsOver => Value > Bound;

    /// <summary>The comparison, e.g. <c>4.20 &gt; 3 m/s</c>.</summary>
    public string Comparison => $"{Figures.Value(Value)} {(IsOver ? ">" : "≤")} {Figures.Value(Bound, Metric)}";

    /// <summary>What the issue means, in a few words.</summary>
    public static string Meaning(QualityIssue issue) => issue switch
    {
        QualityIssue.Spike => "a joint changes speed abruptly",
        QualityIssue.Rough => "the transition is rougher than its material",
        QualityIssue.Mismatch => "the poses are not those of the sources",
        _ => throw new ArgumentOutOfRangeException(nameof(issue)),
    };

    /// <summary>The evidence for all three issues of a blend.</summary>
    public static IEnumerable<FlagEvidence> Of(BlendDocument blend) =>
        All.Select(rule => new FlagEvidence(rule.Issue, rule.Metric, rule.Metric.Of(blend), rule.Bound));

    /// <summary>The rule of an issue, e.g. <c>Speed change, maximum &gt; 3 m/s</c>.</summary>
    public static string Rule(QualityIssue issue)
    {
        var (_, metric, bound) = All.Single(rule => rule.Issue == issue);
        return FormattableString.Invariant($"{metric.Label} over {bound}") + (metric.Unit.Length == 0 ? "" : " " + metric.Unit);
    }

    private static BlendMetric MetricOf(string field) => BlendMetric.All.Single(metric => metric.Field == field);
}
