using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>How an incremental run is to be made.</summary>
/// <param name="Alias">The alias to write through.</param>
/// <param name="Source">Name of the mart, which the watermark belongs to.</param>
/// <param name="Limits">Size of a bulk request.</param>
/// <param name="Cap">How many dead letters are allowed.</param>
/// <param name="Settle">Rows updated within this time before the start are left to the next run, as others of that time may still be on their way.</param>
/// <param name="Overlap">How far before the watermark a run begins.</param>
/// <param name="Since">Begins here, whatever the watermark; null for the watermark.</param>
/// <param name="IsReplay">True to write all rows of the source and leave the watermark alone.</param>
internal sealed record IncrementalSyncOptions(
    string Alias, string Source, BatchLimits Limits, DeadLetterCap Cap, TimeSpan Settle, TimeSpan Overlap, DateTimeOffset? Since, bool IsReplay)
{
    /// <summary>True to delete documents whose id the mart no longer has.</summary>
    public bool Deletes { get; init; }

    /// <summary>The rows to read after a watermark; one of another mart or index says nothing, and a replay reads all.</summary>
    /// <param name="watermark">The alias's watermark.</param>
    /// <param name="index">The index behind the alias.</param>
    /// <param name="settled">Rows updated before this time can all be read.</param>
    public MartWindow WindowAfter(Watermark? watermark, string index, DateTimeOffset settled)
    {
        if (IsReplay)
        {
            return MartWindow.Everything;
        }

        var isOurs = watermark is not null && watermark.Index == index && watermark.Source == Source;
        return new MartWindow
        {
            UpdatedFrom = Since ?? (isOurs ? watermark!.Time - Overlap : null),
            UpdatedBefore = settled,
        };
    }
}
