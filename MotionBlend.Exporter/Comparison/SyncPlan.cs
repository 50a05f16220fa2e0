using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Comparison;

/// <summary>What the next sync would do, found out by the sync's own steps with nothing sent. The ledger is the prediction.</summary>
internal sealed class SyncPlan(
    BlendIndices indices, ControlIndex control, BatchJudge judge, ExportPipeline pipeline, GoneBlends gone, IncrementalSyncOptions options, RunState state, TimeProvider time)
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
        var window = options.WindowAfter((await control.ReadAsync(cancellationToken)).State.Watermark, index, settled);
        await using var source = await open(window, cancellationToken);
        report.IgnoredColumns = await MartColumns.CheckAsync(source, cancellationToken);
        report.SyncedIndex = index;
        report.WindowFrom = window.UpdatedFrom;
        report.WindowBefore = window.UpdatedBefore;

        // The comparison must see what was written last.
        await indices.CountAsync(options.Alias, cancellationToken);
        state.Progress.Phase = "planning";
        judge.Range = VersionRange.Of(window.UpdatedFrom, window.UpdatedBefore);
        await pipeline.RunAsync(source, new IndexingTarget(options.Alias, IsAlias: true, IsNew: false), options.Limits, cancellationToken);
        if (options.Deletes)
        {
            await FindDeletesAsync(open, report, cancellationToken);
        }
    }

    private async Task FindDeletesAsync(Func<MartWindow, CancellationToken, Task<IMartSource>> open, ExportReport report, CancellationToken cancellationToken)
    {
        state.Progress.Phase = "comparing ids";
        await using var source = await open(MartWindow.Ids, cancellationToken);
        var ids = await MartIds.ReadAsync(source, options.Limits, cancellationToken);
        report.DeletesSkipped = ids.WhyUnknown;
        if (ids.WhyUnknown is null)
        {
            await gone.FindAsync(options.Alias, ids.Keys.Contains, cancellationToken);
            state.Ledger.Delete(gone.Count);
        }
    }
}
