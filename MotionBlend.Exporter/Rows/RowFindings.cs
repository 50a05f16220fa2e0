using MotionBlend.Domain.Quality;

namespace MotionBlend.Exporter.Rows;

/// <summary>What was found wrong with one row. Reused from row to row.</summary>
internal sealed class RowFindings
{
    private readonly List<RowFinding> _findings = [];

    /// <summary>The findings in order.</summary>
    public IReadOnlyList<RowFinding> All => _findings;

    /// <summary>True when an error was found.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Forgets all findings.</summary>
    public void Clear()
    {
        _findings.Clear();
        HasErrors = false;
    }

    /// <summary>Adds a finding that keeps the row out of the index.</summary>
    public void Error(string rule, string? column, string message) => Add(new RowFinding(FindingSeverity.Error, rule, column, message));

    /// <summary>Adds a finding that is only counted.</summary>
    public void Warning(string rule, string? column, string message) => Add(new RowFinding(FindingSeverity.Warning, rule, column, message));

    /// <summary>Adds what Domain's rules found.</summary>
    public void Add(QualityReport report)
    {
        // Nearly every row has none, which should not cost an enumerator.
        for (var index = 0; index < report.Findings.Count; index++)
        {
            var finding = report.Findings[index];
            Add(new RowFinding(finding.Severity, finding.Rule, finding.Field, finding.Message));
        }
    }

    private void Add(RowFinding finding)
    {
        _findings.Add(finding);
        HasErrors |= finding.Severity == FindingSeverity.Error;
    }
}
