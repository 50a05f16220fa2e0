using Microsoft.Extensions.Logging;
using MotionBlend.Domain.Indexing;
using MotionBlend.Elasticsearch.Cluster;
using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>
/// The whole mart into a new index, which readers see only once it is verified: check, create or take up, load, verify, publish, prune.
/// Whatever ends the run before the alias moves, readers keep the index before. What was loaded is kept for the next run where that
/// can go on with it, else the new index is removed.
/// </summary>
internal sealed class FullExport(
    ClusterClient cluster, ClusterRequests firstContact, BlendIndices indices, RunLease lease, LoadResumption resumption, GoneBlends gone, ExportPipeline pipeline,
    FullExportOptions options, RunState state, TimeProvider time, ILogger<FullExport> logger)
{
    // SIGTERM leaves ten seconds; the rest of the way out needs some of them.
    private static readonly TimeSpan CleanupTime = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan CreationTime = TimeSpan.FromSeconds(2);

    private bool _isPublishing;

    /// <summary>Runs the export; what it finds out on the way is added to <paramref name="report"/>.</summary>
    /// <exception cref="ExportException">The run was given up.</exception>
    /// <exception cref="MartException">The mart cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task RunAsync(IMartSource source, ExportReport report, CancellationToken cancellationToken)
    {
        state.Progress.Phase = "checking";
        var settled = time.GetUtcNow() - options.Settle;
        report.SourceRows = source.TotalRows;
        report.IgnoredColumns = await MartColumns.CheckAsync(source, cancellationToken);
        report.ClusterVersion = await ClusterVersion.CheckAsync(firstContact, cluster, cancellationToken);
        var health = await firstContact.SendAsync("asking for the cluster's health", cluster.HealthAsync, cancellationToken);
        var previous = await indices.CurrentAsync(cancellationToken);
        report.PreviousIndices = previous;
        if (options.IfEmpty && previous.Count > 0 && await indices.CountAsync(options.Alias, cancellationToken) is > 0 and var found)
        {
            report.FoundDocuments = found;
            return;
        }

        await lease.AcquireAsync(cancellationToken);
        previous = await indices.CurrentAsync(cancellationToken);
        report.PreviousIndices = previous;
        var before = await resumption.TryTakeUpAsync(source, report, null, cancellationToken);
        var index = before?.Index ?? BlendIndex.NewIndexName(options.Alias, time.GetUtcNow());
        settled = before?.Settled ?? settled;
        await ReportOrphansAsync([.. previous, index], report, cancellationToken);

        var settings = options.SettingsFor(health.DataNodes);
        pipeline.Checkpoints = resumption.Checkpoints(source, index, settled, before);
        Log.ExportStarts(logger, source.Name, index, options.Alias);
        try
        {
            await LoadAsync(source, index, settings, isNew: before is null, report, cancellationToken);
        }
        catch (Exception exception)
        {
            await LeaveAsync(index, exception, report);
            throw;
        }

        report.Index = index;
        report.SourceRows = source.TotalRows ?? report.SourceRows;
        report.Watermark = Watermark.Proven(pipeline.NewestVersion, settled);
        await lease.EndLoadAsync(
            report.Watermark is { } reached ? new Watermark(reached, options.Source, index, state.RunId) : null, published: null, cancellationToken);
        state.Progress.Phase = "pruning";
        report.DeletedIndices = await indices.PruneAsync(index, options.Keep, cancellationToken);
    }

    private async Task ReportOrphansAsync(IReadOnlyList<string> known, ExportReport report, CancellationToken cancellationToken)
    {
        var unlisted = await indices.UnlistedAsync(known, cancellationToken);
        report.OrphanIndices = [.. unlisted.Where(index => index.IsUnfinished).Select(index => index.Name)];
        foreach (var orphan in report.OrphanIndices)
        {
            Log.OrphanFound(logger, orphan, options.Alias);
        }
    }

    private async Task LoadAsync(
        IMartSource source, string index, BlendIndexSettings settings, bool isNew, ExportReport report, CancellationToken cancellationToken)
    {
        if (isNew)
        {
            state.Progress.Phase = "creating";
            await CreateAsync(index, settings, cancellationToken);
        }

        state.Progress.Phase = "loading";
        await pipeline.RunAsync(source, new IndexingTarget(index, IsAlias: false, IsNew: true), options.Limits, cancellationToken);

        state.Progress.Phase = "verifying";
        report.VerifiedDocuments = await VerifyAsync(source, index, cancellationToken);
        if (report.PreviousIndices.Count > 0)
        {
            state.Progress.Phase = "comparing";
            await gone.FindAsync(options.Alias, state.Census.Holds, cancellationToken);
            gone.ThrowIfTooMany();
            state.Ledger.Delete(gone.Count);
        }

        state.Progress.Phase = "publishing";
        await indices.FinishAsync(index, settings, cancellationToken);
        await lease.EnsureHeldAsync(cancellationToken);
        _isPublishing = true;
        await indices.PublishAsync(index, report.PreviousIndices, cancellationToken);
    }

    /// <summary>
    /// Creates the index. A request that is under way when the run is cancelled is waited for: the cluster might carry it out after the
    /// index was looked for to delete it.
    /// </summary>
    private async Task CreateAsync(string index, BlendIndexSettings settings, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource();
        using var cancelled = cancellationToken.Register(() => limit.CancelAfter(CreationTime));
        await indices.CreateAsync(index, settings, state.RunId, limit.Token);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<long> VerifyAsync(IMartSource source, string index, CancellationToken cancellationToken)
    {
        var counts = state.Ledger.Counts;
        if (!counts.IsBalanced || (source.TotalRows is { } total && total != counts.Read))
        {
            throw NotVerified($"{source.TotalRows ?? counts.Read} rows were to be read, {counts.Read} were, and {counts.Accounted} are accounted for");
        }

        var expected = state.Census.Expected;
        if (expected == 0)
        {
            throw counts.Read == 0
                ? NotVerified("the mart holds no row")
                : new ExportException(ExportFailure.TooManyRejected, "no row of the mart could be indexed",
                    "the dead-letter file says why; the alias was not moved and readers see the index before");
        }

        var found = await indices.CountAsync(index, cancellationToken);
        return found == expected ? found : throw NotVerified($"the index holds {found} documents where {expected} were written");
    }

    private static ExportException NotVerified(string problem) => new(ExportFailure.VerificationFailed, problem,
        "the alias was not moved and readers see the index before; run again, and report it if it happens again");

    /// <summary>Keeps what was loaded for the next run, or removes it.</summary>
    private async Task LeaveAsync(string index, Exception cause, ExportReport report)
    {
        if (lease.Lost.IsCancellationRequested && lease.Load is not null)
        {
            // The other run may go on with it by now.
            return;
        }

        var (start, done) = (pipeline.Checkpoints!.Start, pipeline.Checkpoints.Done);
        using var limit = new CancellationTokenSource(CleanupTime, time);
        try
        {
            if (CanGoOn(cause, hasAdvanced: done.Rows > start.Rows) && !lease.Lost.IsCancellationRequested)
            {
                await pipeline.Checkpoints.KeepAsync(limit.Token);
                if (lease.Load is { } kept)
                {
                    report.KeptRows = kept.Done.Rows;
                    return;
                }
            }
            else if (lease.Load is not null && !lease.Lost.IsCancellationRequested)
            {
                await lease.KeepLoadAsync(null, limit.Token);
            }

            if (_isPublishing && cause is OperationCanceledException or ExportException { Failure: ExportFailure.ClusterUnreachable })
            {
                // The cluster may move the alias to it yet, though the run did not wait for that. Whole as it is, it is kept or pruned like any other.
                Log.IndexNotDeleted(logger, index, "it was being published");
                return;
            }

            await indices.TryDeleteAsync(index, "its run did not finish", limit.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ExportException)
        {
            Log.IndexNotDeleted(logger, index, $"no answer in time; the next run names it or goes on with it ({exception.Message})");
        }
    }

    /// <summary>
    /// True when the next run may go on with what was loaded: what ended this one lies outside of the load. A mart that could not be read on
    /// at all where an earlier run stopped is read anew.
    /// </summary>
    private static bool CanGoOn(Exception cause, bool hasAdvanced) => cause switch
    {
        OperationCanceledException => true,
        MartException => hasAdvanced,
        ExportException known => known.Failure is ExportFailure.ClusterUnreachable or ExportFailure.AccessDenied or ExportFailure.ClusterRefused
            or ExportFailure.OutputNotWritable or ExportFailure.LeaseLost,
        _ => false,
    };
}
