namespace MotionBlend.Domain.Quality;

/// <summary>How bad a finding is.</summary>
public enum FindingSeverity
{
    /// <summary>The row contradicts itself but can be searched: it is indexed and counted.</summary>
    Warning,

    /// <summary>The row cannot be trusted: it must not reach the index.</summary>
    Error,
}

/// <summary>One breach of one rule.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Rule">Name of the rule, e.g. <c>blend_ratio_range</c>; stable, for reports and dead letters.</param>
/// <param name="Field">The field at fault, a name of <see cref="Indexing.BlendFields"/>.</param>
/// <param name="Message">What was found and what would be right, in one sentence.</param>
public sealed record QualityFinding(FindingSeverity Severity, string Rule, string Field, string Message);

/// <summary>What all rules found in one blend.</summary>
public sealed class QualityReport
{
    private readonly List<QualityFinding> _findings = [];

    /// <summary>The findings in the order of the rules.</summary>
    public IReadOnlyList<QualityFinding> Findings => _findings;

    /// <summary>True when nothing of severity <see cref="FindingSeverity.Error"/> was found.</summary>
    public bool IsAccepted => _findings.TrueForAll(finding => finding.Severity != FindingSeverity.Error);

    /// <summary>Adds a finding that keeps the blend out of the index.</summary>
    public void Error(string rule, string field, string message) =>
        _findings.Add(new QualityFinding(FindingSeverity.Error, rule, field, message));

    /// <summary>Adds a finding that is counted but lets the blend pass.</summary>
    public void Warning(string rule, string field, string message) =>
        _findings.Add(new QualityFinding(FindingSeverity.Warning, rule, field, message));
}
