using Microsoft.Extensions.Logging;
using MotionBlend.Domain.Indexing;
using MotionBlend.Elasticsearch.Cluster;
using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>
/// The whole mart into a new index, which readers see only once it is verified: check, create, load, verify, publish, prune.
/// Whatever ends the run before the alias moves, the new index is removed and readers keep the one before.
/// </summary>
internal sealed class FullExport(
    ClusterClient cluster, ClusterRequests firstContact, BlendIndices indices, RunLease lease, ExportPipeline pipeline, FullExportOptions options,
    RunState state, TimeProvider time, ILogger<FullExport> logger)
{
    // SIGTERM leaves ten seconds; the rest of the way out needs some of them.
    private static readonly TimeSpan CleanupTime = TimeSpan.FromSeconds(5);

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
        report.ClusterVersion = await firstContact.SendAsync("looking for Elasticsearch", cluster.VersionAsync, cancellationToken);
        var health = await firstContact.SendAsync("asking for the cluster's health", cluster.HealthAsync, cancellationToken);
        var previous = await indices.CurrentAsync(cancellationToken);
        report.PreviousIndices = previous;
        if (options.IfEmpty && previous.Count > 0 && await indices.CountAsync(options.Alias, cancellationToken) is > 0 and var found)
        {
            report.FoundDocuments = found;
            return;
        }

        await lease.AcquireAsync(cancellationToken);
        await ReportOrphansAsync(previous, report, cancellationToken);

        var settings = options.SettingsFor(health.DataNodes);
        var index = BlendIndex.NewIndexName(options.Alias, time.GetUtcNow());
        Log.ExportStarts(logger, source.Name, index, options.Alias);
        try
        {
            await LoadAsync(source, index, settings, report, cancellationToken);
        }
        catch
        {
            await DiscardAsync(index);
            throw;
        }

        report.Index = index;
        report.Watermark = Watermark.Proven(pipeline.NewestVersion, settled);
        await lease.MoveWatermarkAsync(
            report.Watermark is { } reached ? new Watermark(reached, options.Source, index, state.RunId) : null, cancellationToken);
        state.Progress.Phase = "pruning";
        report.DeletedIndices = await PruneAsync(index, cancellationToken);
    }

    private async Task ReportOrphansAsync(IReadOnlyList<string> current, ExportReport report, CancellationToken cancellationToken)
    {
        var unlisted = await indices.UnlistedAsync(current, cancellationToken);
        report.OrphanIndices = [.. unlisted.Where(index => index.IsUnfinished).Select(index => index.Name)];
        foreach (var orphan in report.OrphanIndices)
        {
            Log.OrphanFound(logger, orphan, options.Alias);
        }
    }

    private async Task LoadAsync(
        IMartSource source, string index, BlendIndexSettings settings, ExportReport report, CancellationToken cancellationToken)
    {
        await indices.CreateAsync(index, settings, state.RunId, cancellationToken);
        state.Progress.Phase = "loading";
        await pipeline.RunAsync(source, new IndexingTarget(index, IsAlias: false, IsNew: true), options.Limits, cancellationToken);

        state.Progress.Phase = "verifying";
        report.VerifiedDocuments = await VerifyAsync(source, index, cancellationToken);
        await indices.FinishAsync(index, settings, cancellationToken);

        state.Progress.Phase = "publishing";
        await lease.EnsureHeldAsync(cancellationToken);
        await indices.PublishAsync(index, cancellationToken);
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

    private async Task DiscardAsync(string index)
    {
        using var limit = new CancellationTokenSource(CleanupTime, time);
        try
        {
            await indices.TryDeleteAsync(index, "its run did not finish", limit.Token);
        }
        catch (OperationCanceledException)
        {
            Log.IndexNotDeleted(logger, index, "no answer in time; the next run names it");
        }
    }

    /// <summary>Deletes indices that are older than those to keep. Unfinished ones may be another run's and are left alone.</summary>
    private async Task<IReadOnlyList<string>> PruneAsync(string index, CancellationToken cancellationToken)
    {
        var deleted = new List<string>();
        var older = (await indices.UnlistedAsync([index], cancellationToken))
            .Where(other => !other.IsUnfinished && string.CompareOrdinal(other.Name, index) < 0);
        foreach (var outdated in older.Reverse().Skip(options.Keep))
        {
            if (await indices.TryDeleteAsync(outdated.Name, "older than those to keep", cancellationToken))
            {
                deleted.Add(outdated.Name);
            }
        }

        return deleted;
    }
}
