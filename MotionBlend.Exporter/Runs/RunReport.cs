namespace MotionBlend.Exporter.Runs;

/// <summary>The report of a run as it is written to disk (schema in docs/exporter.md).</summary>
internal sealed record RunReport
{
    /// <summary>Version of the report's schema.</summary>
    public int ReportVersion { get; init; } = 1;

    /// <summary>Id of the run.</summary>
    public required string RunId { get; init; }

    /// <summary>The command, e.g. <c>export</c>.</summary>
    public required string Command { get; init; }

    /// <summary><c>succeeded</c>, <c>succeeded_with_rejects</c>, <c>skipped</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Exit code of the process.</summary>
    public required int ExitCode { get; init; }

    /// <summary>What failed; null on success.</summary>
    public RunReportFailure? Failure { get; init; }

    /// <summary>When the run started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took, s.</summary>
    public required double Seconds { get; init; }

    /// <summary>How long each phase of it took, s, e.g. <c>loading</c>.</summary>
    public IReadOnlyDictionary<string, double> PhaseSeconds { get; init; } = new Dictionary<string, double>();

    /// <summary>Name of the mart.</summary>
    public required string Source { get; init; }

    /// <summary>Rows that the mart says it has; null when it does not say.</summary>
    public long? SourceRows { get; init; }

    /// <summary>Columns of the mart that are not exported.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];

    /// <summary>Address of Elasticsearch, without credentials.</summary>
    public required string Cluster { get; init; }

    /// <summary>Version of Elasticsearch; null when it was not reached.</summary>
    public string? ClusterVersion { get; init; }

    /// <summary>The alias.</summary>
    public required string Alias { get; init; }

    /// <summary>Documents that <c>--if-empty</c> found; null when it was not asked or found none.</summary>
    public long? FoundDocuments { get; init; }

    /// <summary>The index that the alias points to now; null when it was not moved.</summary>
    public string? Index { get; init; }

    /// <summary>The index that an incremental run wrote into through the alias; null for a full export.</summary>
    public string? SyncedIndex { get; init; }

    /// <summary>Rows updated at or after this time were read; null for no bound.</summary>
    public DateTimeOffset? WindowFrom { get; init; }

    /// <summary>Rows updated before this time were read; null for no bound.</summary>
    public DateTimeOffset? WindowBefore { get; init; }

    /// <summary>The watermark after the run; null when there is none.</summary>
    public DateTimeOffset? Watermark { get; init; }

    /// <summary>Why documents that the mart may no longer have were left; null when they were not.</summary>
    public string? DeletesSkipped { get; init; }

    /// <summary>Documents counted in it.</summary>
    public long? VerifiedDocuments { get; init; }

    /// <summary>Indices that the alias pointed to before.</summary>
    public IReadOnlyList<string> PreviousIndices { get; init; } = [];

    /// <summary>The run whose load this one went on with; null for none.</summary>
    public string? ResumedRun { get; init; }

    /// <summary>Rows that were done with then and were not read again; they are part of the ledger.</summary>
    public long? ResumedRows { get; init; }

    /// <summary>Why an unfinished load was not gone on with; null when there was none or it was.</summary>
    public string? RestartReason { get; init; }

    /// <summary>Rows that the next export need not read again; null when it begins anew.</summary>
    public long? KeptRows { get; init; }

    /// <summary>Dead-letter files of the runs that this one went on with, each on the machine of its run.</summary>
    public IReadOnlyList<string> EarlierDeadLetters { get; init; } = [];

    /// <summary>Which of several tasks this is, from 0; null when one run exports all.</summary>
    public int? TaskIndex { get; init; }

    /// <summary>How many tasks there are; null when one run exports all.</summary>
    public int? TaskCount { get; init; }

    /// <summary>Tasks that were not done when this one was.</summary>
    public IReadOnlyList<int> PendingTasks { get; init; } = [];

    /// <summary>What became of every row of all tasks, told by the one that published.</summary>
    public LedgerCounts? MergedLedger { get; init; }

    /// <summary>Old indices that were deleted.</summary>
    public IReadOnlyList<string> DeletedIndices { get; init; } = [];

    /// <summary>Indices that earlier runs left unfinished.</summary>
    public IReadOnlyList<string> OrphanIndices { get; init; } = [];

    /// <summary>What became of every row.</summary>
    public required LedgerCounts Ledger { get; init; }

    /// <summary>Warnings by rule.</summary>
    public IReadOnlyDictionary<string, long> Warnings { get; init; } = new Dictionary<string, long>();

    /// <summary>The dead-letter file; null when there is none.</summary>
    public string? DeadLetters { get; init; }

    /// <summary>Bytes of rows read, uncompressed.</summary>
    public long BytesRead { get; init; }

    /// <summary>Bytes of bulk bodies sent.</summary>
    public long BytesSent { get; init; }

    /// <summary>Bulk requests sent.</summary>
    public long BulkRequests { get; init; }

    /// <summary>Bulk requests that were sent again.</summary>
    public long BulkRetries { get; init; }

    /// <summary>The same by cause: the server's type of error, e.g. <c>es_rejected_execution_exception</c>, or <c>unreachable</c>, <c>timed_out</c>, <c>malformed_reply</c> ...</summary>
    public IReadOnlyDictionary<string, long> BulkRetriesByCause { get; init; } = new Dictionary<string, long>();

    /// <summary>Documents that the cluster could not take at once.</summary>
    public long ThrottledDocuments { get; init; }
}

/// <summary>Why a run failed.</summary>
/// <param name="Kind">A stable name, the failure's in snake case.</param>
/// <param name="Problem">What happened.</param>
/// <param name="Cure">What can be done about it.</param>
internal sealed record RunReportFailure(string Kind, string Problem, string Cure);
