using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Comparison;

/// <summary>What the next sync would do, found out by the sync's own steps with nothing sent. The ledger is the prediction.</summary>
internal sealed class SyncPlan(
    BlendIndices indices, ControlIndex control, SyncComparison comparison, GoneBlends gone, IncrementalSyncOptions options, RunState state, TimeProvider time)
{
    /// <summary>Works the plan out.</summary>
    /// <param name="open">Opens the mart for a window.</param>
    /// <param name="report">Is told the window.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ExportException">The cluster fails.</exception>
    /// <exception cref="MartException">The mart cannot be read.</exception>
    public async Task RunAsync(Func<MartWindow, CancellationToken, Task<IMartSource>> open, ExportReport report, CancellationToken cancellationToken)
    {
        state.Progress.Phase = "checking";
        var settled = time.GetUtcNow() - options.Settle;
        var index = await indices.WritableAsync(cancellationToken);
        var watermark = (await control.ReadAsync(cancellationToken)).State.Watermark;
        await using var source = await comparison.OpenAsync(open, index, watermark, settled, report, cancellationToken);
        await comparison.CompareAsync(source, "planning", cancellationToken);
        if (options.Deletes && await comparison.FindGoneAsync(open, report, cancellationToken))
        {
            state.Ledger.Delete(gone.Count);
        }
    }
}
