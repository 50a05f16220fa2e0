using Microsoft.Extensions.Logging;
using MotionBlend.Elasticsearch.Cluster;
using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>
/// One of several tasks that export a mart together: loads its part into the index of all, goes on where an earlier attempt of the same
/// task stopped, and notes that it is done. The task that finds all of them done merges. A task that fails leaves readers as they are.
/// </summary>
internal sealed class TaskExport(
    ClusterClient cluster, ClusterRequests firstContact, BlendIndices indices, TaskPlanner planner, TaskMerge merge, RunLease lease,
    LoadResumption resumption, ExportPipeline pipeline, FullExportOptions options, RunState state, TimeProvider time, ILogger<TaskExport> logger)
{
    private static readonly TimeSpan CleanupTime = TimeSpan.FromSeconds(4);

    /// <summary>Runs the task; what it finds out on the way is added to <paramref name="report"/>.</summary>
    /// <exception cref="ExportException">The task was given up.</exception>
    /// <exception cref="MartException">The mart cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task RunAsync(IMartSource source, ExportReport report, CancellationToken cancellationToken)
    {
        state.Progress.Phase = "checking";
        var settled = time.GetUtcNow() - options.Settle;
        report.IgnoredColumns = await MartColumns.CheckAsync(source, cancellationToken);
        report.ClusterVersion = await ClusterVersion.CheckAsync(firstContact, cluster, cancellationToken);
        var health = await firstContact.SendAsync("asking for the cluster's health", cluster.HealthAsync, cancellationToken);
        report.PreviousIndices = await indices.CurrentAsync(cancellationToken);
        report.Task = options.Task;
        if (options.IfEmpty && report.PreviousIndices.Count > 0 && await indices.CountAsync(options.Alias, cancellationToken) is > 0 and var found)
        {
            report.FoundDocuments = found;
            return;
        }

        // A task is run again within seconds of being killed, before its lease has ended.
        state.Progress.Phase = "waiting for an attempt before";
        await lease.AcquireWhenLeftAsync(cancellationToken);
        report.PreviousIndices = await indices.CurrentAsync(cancellationToken);
        if (await planner.PublishedAsync(lease.Load, report.PreviousIndices, cancellationToken) is { } published)
        {
            // A scheduler that runs a task again after its end, as for its exit code, finds nothing left to do.
            Log.TasksPublished(logger, published.Index, published.Run!);
            state.Ledger.Restore(lease.Load!.Done.Counts);
            return;
        }

        var (plan, shared) = await planner.JoinAsync(report.PreviousIndices, settled, cancellationToken);
        await using (shared)
        {
            var unlisted = await indices.UnlistedAsync([.. report.PreviousIndices, plan.Index], cancellationToken);
            report.OrphanIndices = [.. unlisted.Where(index => index.IsUnfinished).Select(index => index.Name)];
            if (lease.Load is not { Documents: not null } done || done.Index != plan.Index)
            {
                await indices.CreateAsync(plan.Index, options.SettingsFor(health.DataNodes), plan.Id, cancellationToken);
                await LoadAsync(source, plan, report, cancellationToken);
            }
            else
            {
                state.Ledger.Restore(done.Done.Counts);
            }
        }

        await merge.TryAsync(plan, options.SettingsFor(health.DataNodes), report, cancellationToken);
    }

    private async Task LoadAsync(IMartSource source, TaskPlan plan, ExportReport report, CancellationToken cancellationToken)
    {
        var before = await resumption.TryTakeUpAsync(source, report, plan.Index, cancellationToken);
        pipeline.Checkpoints = resumption.Checkpoints(source, plan.Index, plan.Settled, before);
        Log.ExportStarts(logger, source.Name, plan.Index, options.Alias);
        try
        {
            state.Progress.Phase = "loading";
            await pipeline.RunAsync(source, new IndexingTarget(plan.Index, IsAlias: false, IsNew: true), options.Limits, cancellationToken);
            report.SourceRows = source.TotalRows;
            var counts = state.Ledger.Counts;
            if (!counts.IsBalanced || (source.TotalRows is { } total && total != counts.Read))
            {
                throw new ExportException(ExportFailure.VerificationFailed,
                    $"{source.TotalRows ?? counts.Read} rows were to be read, {counts.Read} were, and {counts.Accounted} are accounted for",
                    "the alias was not moved; run the task again with --restart");
            }

            var done = pipeline.Checkpoints.Done;
            await lease.KeepLoadAsync(resumption.LoadAt(source.ResumePointAt(done.Rows), plan.Index, plan.Settled, before, done) with { Documents = state.Census.Expected }, cancellationToken);
        }
        catch when (!lease.Lost.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(CleanupTime, time);
            await pipeline.Checkpoints.KeepAsync(limit.Token);
            report.KeptRows = lease.Load is { } kept && kept.Index == plan.Index ? kept.Done.Rows : null;
            throw;
        }
    }
}
