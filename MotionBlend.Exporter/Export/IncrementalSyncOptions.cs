using MotionBlend.Exporter.Mart;
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
    string Alias, string Source, BatchLimits Limits, DeadLetterCap Cap, TimeSpan Settle, TimeSpan Overlap, DateTimeOffset? Since, bool IsReplay);
