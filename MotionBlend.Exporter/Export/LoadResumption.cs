using System.IO.Hashing;
using System.Text;
using Microsoft.Extensions.Logging;
using MotionBlend.Domain.Indexing;
using MotionBlend.Elasticsearch.Documents;
using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>Goes on with a load that an earlier run could not end, or says why it begins anew.</summary>
internal sealed class LoadResumption(
    BlendIndices indices, DocumentScanner scanner, ClusterRequests requests, RunLease lease, FullExportOptions options, RunState state,
    TimeProvider time, ILogger<LoadResumption> logger)
{
    /// <summary>Digest of the mapping that this exporter gives an index: a load of another cannot be gone on with.</summary>
    public static string Mapping { get; } =
        Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(BlendIndexMapping.Mappings("").ToJsonString())));

    /// <summary>Takes up the load that the state of the alias tells of. The lease must be held.</summary>
    /// <param name="source">The mart; it goes on at the load's point on success.</param>
    /// <param name="report">Is told what was found.</param>
    /// <param name="sharedIndex">The index that this task shares with others, so that it is not deleted; null for one of this run's own.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The load; null when there is none, or none that can be taken up: its index is deleted then.</returns>
    public async Task<UnfinishedLoad?> TryTakeUpAsync(
        IMartSource source, ExportReport report, string? sharedIndex, CancellationToken cancellationToken)
    {
        // What a task has done for another plan is no concern of this one.
        if (lease.Load is not { } load || (sharedIndex is not null && load.Index != sharedIndex))
        {
            return null;
        }

        var unlisted = await indices.UnlistedAsync(report.PreviousIndices, cancellationToken);
        var isThere = unlisted.Any(index => index.Name == load.Index && index.IsUnfinished);
        var why = !isThere ? $"its index {load.Index} is gone or is finished" : await WhyNotAsync(load, source, cancellationToken);
        if (why is null)
        {
            state.Census.Restore((await KeysAsync(load.Index, cancellationToken)).Where(key => options.Task?.Holds(key) ?? true), load.Done.Counts.Created);
            state.Ledger.Restore(load.Done.Counts);
            report.ResumedRun = load.RunId;
            report.ResumedRows = load.Done.Rows;
            report.EarlierDeadLetters = load.DeadLetters;
            Log.LoadResumed(logger, load.Index, load.RunId, load.Done.Rows);
            return load;
        }

        report.RestartReason = $"the load of run {load.RunId} ({load.Done.Rows} rows) cannot be gone on with: {why}";
        Log.LoadNotResumed(logger, load.RunId, why);
        await lease.KeepLoadAsync(null, cancellationToken);
        if (isThere && sharedIndex is null)
        {
            await indices.TryDeleteAsync(load.Index, why, cancellationToken);
        }

        return null;
    }

    /// <summary>Notes how far the load is from time to time.</summary>
    /// <param name="source">The mart.</param>
    /// <param name="index">The index that is loaded.</param>
    /// <param name="settled">Rows updated before this time could all be read when the load began.</param>
    /// <param name="before">What earlier runs did; null for nothing.</param>
    public LoadCheckpoints Checkpoints(IMartSource source, string index, DateTimeOffset settled, UnfinishedLoad? before) => new(
        before?.Done ?? LoadTally.Nothing, options.CheckpointInterval, async (done, cancellationToken) =>
        {
            if (source.ResumePointAt(done.Rows) is not { } point)
            {
                return;
            }

            try
            {
                await lease.KeepLoadAsync(LoadAt(point, index, settled, before, done), cancellationToken);
            }
            catch (ExportException exception) when (exception.Failure != ExportFailure.LeaseLost)
            {
                // The load goes on; a run after a crash reads somewhat more again.
                Log.LoadNotKept(logger, exception.Message);
            }
        }, time);

    /// <summary>The load as it stands.</summary>
    public UnfinishedLoad LoadAt(ResumePoint? point, string index, DateTimeOffset settled, UnfinishedLoad? before, LoadTally done)
    {
        var letters = state.DeadLetters.Path is { } path ? (before?.DeadLetters ?? []).Append(path) : before?.DeadLetters ?? [];
        return new UnfinishedLoad(before?.RunId ?? state.RunId, options.Source, index, Mapping, settled, point, done, [.. letters]);
    }

    private async Task<string?> WhyNotAsync(UnfinishedLoad load, IMartSource source, CancellationToken cancellationToken)
    {
        var why = options.Restart ? "--restart was given"
            : load.Source != options.Source ? $"it was of another mart, {load.Source}"
            : lease.Watermark is { } watermark && watermark.Source == load.Source && watermark.Time > load.Settled ? "a sync has brought readers further since"
            : load.Mapping != Mapping ? "it was made by an exporter with another mapping"
            : null;
        return why ?? await WhyNotAsync(load, cancellationToken)
            ?? (load.Point is { } point ? await source.TryResumeAsync(point, cancellationToken) : "its mart has no places to go on from");
    }

    private async Task<string?> WhyNotAsync(UnfinishedLoad load, CancellationToken cancellationToken)
    {
        state.Progress.Phase = "resuming";
        var documents = await indices.CountAsync(load.Index, cancellationToken);
        var written = load.Done.Counts.Created;
        return documents < written ? $"{load.Index} holds {documents} documents where {written} were written" : null;
    }

    /// <summary>Reads which blends an index holds.</summary>
    /// <exception cref="ExportException">It cannot be read.</exception>
    public async Task<KeySet> KeysAsync(string index, CancellationToken cancellationToken)
    {
        var keys = new KeySet();
        var turn = new Lock();
        await new IndexScan(scanner, requests).ReadAsync("reading the index", index, isWhole: false, IndexScan.Slices, (_, page) =>
        {
            lock (turn)
            {
                foreach (var document in page)
                {
                    keys.Add(BlendKey.Of(document.Id));
                }
            }
        }, cancellationToken);
        return keys;
    }
}
