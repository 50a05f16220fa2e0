using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>How a full export is to be made.</summary>
/// <param name="Alias">The alias to publish behind.</param>
/// <param name="Limits">Size of a bulk request.</param>
/// <param name="InFlight">Most bulk requests at once.</param>
/// <param name="Cap">How many dead letters are allowed.</param>
/// <param name="Keep">Earlier indices to keep for a rollback.</param>
/// <param name="IfEmpty">True to export only when readers see no document yet.</param>
/// <param name="Shards">Overrides the number of shards; null for the cluster's size to decide.</param>
/// <param name="Replicas">Overrides the number of replicas; null for the cluster's size to decide.</param>
/// <param name="RefreshInterval">Overrides the refresh interval.</param>
/// <param name="MaxResultWindow">Overrides the largest from + size.</param>
internal sealed record FullExportOptions(
    string Alias, BatchLimits Limits, int InFlight, DeadLetterCap Cap, int Keep, bool IfEmpty,
    int? Shards, int? Replicas, string? RefreshInterval, int? MaxResultWindow)
{
    /// <summary>Most bytes of bulk bodies at once.</summary>
    public int InFlightBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Name of the mart, which the watermark belongs to.</summary>
    public string Source { get; init; } = "";

    /// <summary>Time that late rows have: the watermark after the run is at least this long before its start.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many documents readers may lose.</summary>
    public DeletionFuse Fuse { get; init; } = new(null, 10);

    /// <summary>Which of several tasks this is; null when one run exports all.</summary>
    public MartShard? Task { get; init; }

    /// <summary>Name of the set of tasks that belong together; null for none.</summary>
    public string? TaskRun { get; init; }

    /// <summary>True to begin anew where an earlier run's load could be gone on with.</summary>
    public bool Restart { get; init; }

    /// <summary>Shortest time between two notes of how far a load is.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Settings of the new index in a cluster of so many data nodes.</summary>
    public BlendIndexSettings SettingsFor(int dataNodes)
    {
        var settings = dataNodes > 1 ? BlendIndexSettings.Production : BlendIndexSettings.SingleNode;
        return new BlendIndexSettings(
            Shards ?? settings.Shards, Replicas ?? settings.Replicas, RefreshInterval ?? settings.RefreshInterval, MaxResultWindow ?? settings.MaxResultWindow);
    }
}
