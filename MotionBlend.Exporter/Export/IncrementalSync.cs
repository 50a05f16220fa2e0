using Microsoft.Extensions.Logging;
using MotionBlend.Elasticsearch.Cluster;
using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>
/// The rows that changed since the watermark, through the alias. What the index holds already is not sent. The watermark moves when all
/// rows of the window are settled, refreshed and found; whatever ends the run before, the next one does the same window again.
/// </summary>
internal sealed class IncrementalSync(
    ClusterClient cluster, ClusterRequests firstContact, BlendIndices indices, RunLease lease, SyncComparison comparison, ExportPipeline pipeline,
    IndexedBlends indexed, GoneBlends gone, IncrementalSyncOptions options, RunState state, TimeProvider time, ILogger<IncrementalSync> logger)
{
    /// <summary>Brings the index into step with the mart; what it finds out on the way is added to <paramref name="report"/>.</summary>
    /// <param name="open">Opens the mart for a window.</param>
    /// <param name="report">What is found out.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ExportException">The run was given up.</exception>
    /// <exception cref="MartException">The mart cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled, or the lease is lost.</exception>
    public async Task RunAsync(Func<MartWindow, CancellationToken, Task<IMartSource>> open, ExportReport report, CancellationToken cancellationToken)
    {
        state.Progress.Phase = "checking";
        var settled = time.GetUtcNow() - options.Settle;
        report.ClusterVersion = await ClusterVersion.CheckAsync(firstContact, cluster, cancellationToken);
        await indices.WritableAsync(cancellationToken);
        await lease.AcquireAsync(cancellationToken);

        // Asked again under the lease: a run that held it until now may have published another.
        var index = await indices.WritableAsync(cancellationToken);
        report.PreviousIndices = [index];

        await using var source = await comparison.OpenAsync(open, index, lease.Watermark, settled, report, cancellationToken);
        Log.SyncStarts(logger, source.Name, index, report.WindowFrom, report.WindowBefore);
        await indices.EnsureVectorAsync(index, cancellationToken);
        await comparison.CompareAsync(source, "syncing", cancellationToken);

        state.Progress.Phase = "verifying";
        report.VerifiedDocuments = await VerifyAsync(source, cancellationToken);
        if (!options.IsReplay)
        {
            report.Watermark = await MoveWatermarkAsync(index, settled, cancellationToken);
        }

        if (options.Deletes && await comparison.FindGoneAsync(open, report, cancellationToken))
        {
            await DeleteAsync(report, cancellationToken);
        }
    }

    /// <summary>Deletes what the mart no longer has. Its ids are read after its rows, so that whatever this run wrote and the mart still has is among them.</summary>
    private async Task DeleteAsync(ExportReport report, CancellationToken cancellationToken)
    {
        gone.ThrowIfTooMany();
        if (gone.Count > 0)
        {
            state.Progress.Phase = "deleting";
            await lease.EnsureHeldAsync(cancellationToken);
            state.Ledger.Delete(await gone.DeleteAsync(options.Alias, cancellationToken));
            await ForgetLoadAsync(cancellationToken);
            report.VerifiedDocuments = await indices.CountAsync(options.Alias, cancellationToken);
        }
    }

    /// <summary>A load that an export was cut off in was read before the deletes: to go on with it would bring back what was deleted.</summary>
    private async Task ForgetLoadAsync(CancellationToken cancellationToken)
    {
        if (lease.Load is { } load)
        {
            await lease.KeepLoadAsync(null, cancellationToken);
            await indices.TryDeleteAsync(load.Index, "a sync has deleted documents since it was begun", cancellationToken);
        }
    }

    private async Task<long> VerifyAsync(IMartSource source, CancellationToken cancellationToken)
    {
        var counts = state.Ledger.Counts;
        if (!counts.IsBalanced || (source.TotalRows is { } total && total != counts.Read))
        {
            throw NotVerified($"{source.TotalRows ?? counts.Read} rows were to be read, {counts.Read} were, and {counts.Accounted} are accounted for");
        }

        var documents = await indices.CountAsync(options.Alias, cancellationToken);
        await indexed.ProveAsync(cancellationToken);
        return documents;
    }

    /// <summary>The failure of a sync that cannot prove what it did.</summary>
    public static ExportException NotVerified(string problem) => new(ExportFailure.VerificationFailed, problem,
        "the watermark was not moved; run again, which does the same window, and report it if it happens again");

    private async Task<DateTimeOffset?> MoveWatermarkAsync(string index, DateTimeOffset settled, CancellationToken cancellationToken)
    {
        var before = lease.Watermark is { } known && known.Index == index && known.Source == options.Source ? known.Time : (DateTimeOffset?)null;

        // A window that starts behind the watermark says nothing about the rows between.
        var isGapless = options.Since is null || (before is not null && options.Since <= before);
        var reached = Watermark.Proven(pipeline.NewestVersion, settled);
        if (!isGapless || reached is null || reached <= before)
        {
            await lease.EnsureHeldAsync(cancellationToken);
            return before;
        }

        await lease.MoveWatermarkAsync(new Watermark(reached.Value, options.Source, index, state.RunId), cancellationToken);
        return reached;
    }
}
