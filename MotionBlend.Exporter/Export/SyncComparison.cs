using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>
/// The steps that a sync and its plan have in common, so that the one does what the other told: open the mart for the window, put its rows
/// through the pipeline, and find the documents of no row.
/// </summary>
internal sealed class SyncComparison(
    BlendIndices indices, BatchJudge judge, ExportPipeline pipeline, GoneBlends gone, IncrementalSyncOptions options, RunState state)
{
    /// <summary>Opens the mart for the rows after a watermark and checks its columns; the report is told both.</summary>
    /// <param name="open">Opens the mart for a window.</param>
    /// <param name="index">The index behind the alias.</param>
    /// <param name="watermark">The alias's watermark.</param>
    /// <param name="settled">Rows updated before this time can all be read.</param>
    /// <param name="report">What is found out.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The mart, for the caller to dispose.</returns>
    /// <exception cref="ExportException">The mart lacks columns.</exception>
    /// <exception cref="MartException">The mart cannot be read.</exception>
    public async Task<IMartSource> OpenAsync(Func<MartWindow, CancellationToken, Task<IMartSource>> open, string index, Watermark? watermark,
        DateTimeOffset settled, ExportReport report, CancellationToken cancellationToken)
    {
        var window = options.WindowAfter(watermark, index, settled);
        report.SyncedIndex = index;
        report.WindowFrom = window.UpdatedFrom;
        report.WindowBefore = window.UpdatedBefore;
        judge.Range = VersionRange.Of(window.UpdatedFrom, window.UpdatedBefore);
        var source = await open(window, cancellationToken);
        try
        {
            if (options.Deletes && !source.CanBeReadAgain)
            {
                throw new MartException($"{source.Name} is a pipe, and deletes need the mart once for its rows and once for its ids")
                { Cure = "write it to a file and name that with --mart, or leave --deletes off" };
            }

            report.SourceRows = source.TotalRows;
            report.IgnoredColumns = await MartColumns.CheckAsync(source, cancellationToken);
            return source;
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts the rows of the window through the pipeline, which compares them with what the index holds by now.</summary>
    /// <exception cref="ExportException">The run must be given up.</exception>
    /// <exception cref="MartException">The mart cannot be read on.</exception>
    public async Task CompareAsync(IMartSource source, string phase, CancellationToken cancellationToken)
    {
        // The comparison must see what was written last.
        await indices.CountAsync(options.Alias, cancellationToken);
        state.Progress.Phase = phase;
        await pipeline.RunAsync(source, new IndexingTarget(options.Alias, IsAlias: true, IsNew: false), options.Limits, cancellationToken);
    }

    /// <summary>
    /// Finds the documents whose id the mart no longer has. A row that is refused keeps its document; a row whose id cannot be read may be any
    /// document's, so that none is found then and the report says so.
    /// </summary>
    /// <returns>True when they are known.</returns>
    /// <exception cref="ExportException">The index cannot be read.</exception>
    /// <exception cref="MartException">The mart cannot be read.</exception>
    public async Task<bool> FindGoneAsync(
        Func<MartWindow, CancellationToken, Task<IMartSource>> open, ExportReport report, CancellationToken cancellationToken)
    {
        state.Progress.Phase = "comparing ids";
        await using var source = await open(MartWindow.Ids, cancellationToken);
        var ids = await MartIds.ReadAsync(source, options.Limits, cancellationToken);
        report.DeletesSkipped = ids.WhyUnknown;
        if (ids.WhyUnknown is not null)
        {
            return false;
        }

        await gone.FindAsync(options.Alias, ids.Keys.Contains, cancellationToken);
        return true;
    }
}
