using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>What is found out in the course of a run, for its report and summary.</summary>
internal sealed class ExportReport
{
    /// <summary>Rows that the mart says it has; null when it does not say.</summary>
    public long? SourceRows { get; set; }

    /// <summary>Columns of the mart that are not exported.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; set; } = [];

    /// <summary>Version of Elasticsearch.</summary>
    public string? ClusterVersion { get; set; }

    /// <summary>Indices that the alias pointed to before.</summary>
    public IReadOnlyList<string> PreviousIndices { get; set; } = [];

    /// <summary>Documents that readers saw already, for which nothing was done; null when there was something to do.</summary>
    public long? FoundDocuments { get; set; }

    /// <summary>The index that the alias points to now; null when it was not moved.</summary>
    public string? Index { get; set; }

    /// <summary>The index that rows were written into through the alias; null for a full export.</summary>
    public string? SyncedIndex { get; set; }

    /// <summary>Rows updated at or after this time were read; null for no bound.</summary>
    public DateTimeOffset? WindowFrom { get; set; }

    /// <summary>Rows updated before this time were read; null for no bound.</summary>
    public DateTimeOffset? WindowBefore { get; set; }

    /// <summary>The watermark after the run; null when there is none.</summary>
    public DateTimeOffset? Watermark { get; set; }

    /// <summary>Why documents that the mart may no longer have were left; null when they were not.</summary>
    public string? DeletesSkipped { get; set; }

    /// <summary>Documents counted in it.</summary>
    public long? VerifiedDocuments { get; set; }

    /// <summary>The run whose load was gone on with; null for none.</summary>
    public string? ResumedRun { get; set; }

    /// <summary>Rows that were done with then and were not read again.</summary>
    public long? ResumedRows { get; set; }

    /// <summary>Why an unfinished load was not gone on with; null when there was none or it was.</summary>
    public string? RestartReason { get; set; }

    /// <summary>Rows that the next export need not read again; null when it begins anew.</summary>
    public long? KeptRows { get; set; }

    /// <summary>Dead-letter files of the runs whose load was gone on with.</summary>
    public IReadOnlyList<string> EarlierDeadLetters { get; set; } = [];

    /// <summary>Which of several tasks this is; null when one run exports all.</summary>
    public MartShard? Task { get; set; }

    /// <summary>Tasks that were not done when this one was.</summary>
    public IReadOnlyList<int> PendingTasks { get; set; } = [];

    /// <summary>What became of every row of all tasks, told by the one that published.</summary>
    public LedgerCounts? MergedLedger { get; set; }

    /// <summary>Old indices that were deleted.</summary>
    public IReadOnlyList<string> DeletedIndices { get; set; } = [];

    /// <summary>Indices that earlier runs left unfinished.</summary>
    public IReadOnlyList<string> OrphanIndices { get; set; } = [];
}
