using MotionBlend.Domain.Blends;
using MotionBlend.Domain.Quality.Rules;

namespace MotionBlend.Domain.Quality;

/// <summary>Judges blends by the list of all rules. Immutable and safe to share between threads.</summary>
public sealed class QualityGate
{
    private static readonly IQualityRule[] AllRules =
    [
        new BlendIdRule(),
        new MotionIdRule(),
        new BlendRatioRule(),
        new TransitionFramesRule(),
        new MetricBoundsRule(),
        new TimestampOrderRule(),
        new ScoreConsistencyRule(),
        new CategoryConsistencyRule(),
        new FlagConsistencyRule(),
    ];

    private readonly IQualityRule[] _rules;

    /// <summary>A gate of all rules.</summary>
    public QualityGate()
        : this(AllRules)
    {
    }

    /// <summary>A gate of the rules given.</summary>
    public QualityGate(IReadOnlyList<IQualityRule> rules) => _rules = [.. rules];

    /// <summary>Runs every rule over the blend and returns what they found.</summary>
    public QualityReport Judge(BlendDocument blend)
    {
        var report = new QualityReport();
        foreach (var rule in _rules)
        {
            rule.Judge(blend, report);
        }

        return report;
    }
}
