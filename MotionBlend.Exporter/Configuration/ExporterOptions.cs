using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Configuration;

/// <summary>The settings of an export, read and valid.</summary>
internal sealed record ExporterOptions
{
    /// <summary>What to export; null for commands that read no mart.</summary>
    public required MartChoice? Mart { get; init; }

    /// <summary>Where Elasticsearch is, with credentials.</summary>
    public required ElasticsearchEndpoint Endpoint { get; init; }

    /// <summary>How to export.</summary>
    public required FullExportOptions Export { get; init; }

    /// <summary>How far before the watermark a sync begins.</summary>
    public required TimeSpan Overlap { get; init; }

    /// <summary>Where a sync begins; null for the watermark.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>True to let a sync delete what the mart no longer has.</summary>
    public bool Deletes { get; init; }

    /// <summary>The same for a run that is made although there are documents.</summary>
    public ExporterOptions Unconditional() => this with { Export = Export with { IfEmpty = false } };

    /// <summary>How an incremental run is made.</summary>
    public IncrementalSyncOptions Sync(bool isReplay) => new(
        Export.Alias, Export.Source, Export.Limits, Export.Cap, Export.Settle, Overlap, Since, isReplay)
    { Deletes = Deletes && !isReplay };

    /// <summary>How often a worker runs; null to run once.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>Port on which a worker answers; 0 for any.</summary>
    public int HealthPort { get; init; }

    /// <summary>True when a worker answers this machine only.</summary>
    public bool IsHealthLocal { get; init; }

    /// <summary>True to gzip requests.</summary>
    public required bool Compress { get; init; }

    /// <summary>How long a request is tried again.</summary>
    public required TimeSpan RetryFor { get; init; }

    /// <summary>Folder of runs.</summary>
    public required string RunsDirectory { get; init; }

    /// <summary>How progress is shown.</summary>
    public required ProgressMode Progress { get; init; }
}
