using System.Globalization;
using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Control;
using MotionBlend.Exporter.Indexing;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Export;

/// <summary>Publishes what tasks loaded together, once all of them are done and their sums agree with the index.</summary>
/// <param name="control">The alias's state.</param>
/// <param name="lease">The alias's lease, which may be taken over from the tasks.</param>
/// <param name="indices">The indices.</param>
/// <param name="resumption">Reads which blends an index holds.</param>
/// <param name="gone">What readers would lose.</param>
/// <param name="options">How to export.</param>
/// <param name="state">What the run shares.</param>
/// <param name="time">Clock.</param>
internal sealed class TaskMerge(
    ControlIndex control, Func<TaskPlan, RunLease> lease, BlendIndices indices, LoadResumption resumption, GoneBlends gone, FullExportOptions options, RunState state,
    TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // A run that holds the alias and was killed does so until its lease ends.
    private static readonly TimeSpan Patience = LeaseHolder.Duration * 2;

    /// <summary>Publishes, if this is the last task.</summary>
    /// <exception cref="ExportException">The sums do not agree, or readers would lose too much.</exception>
    public async Task TryAsync(TaskPlan plan, BlendIndexSettings settings, ExportReport report, CancellationToken cancellationToken)
    {
        state.Progress.Phase = "merging";
        var tasks = await TaskProgress.ReadAsync(control, plan, cancellationToken);
        report.PendingTasks = [.. tasks.Where(task => !task.IsDone).Select(task => task.Task)];
        if (report.PendingTasks.Count > 0)
        {
            return;
        }

        await using var held = lease(plan);
        if (await TryAcquireAsync(held, plan, cancellationToken) && held.Tasks?.Id == plan.Id)
        {
            report.PreviousIndices = await indices.CurrentAsync(cancellationToken);
            await PublishAsync(held, plan, [.. tasks.Select(task => task.Load!)], settings, report, cancellationToken);
        }
    }

    /// <summary>Takes the alias's lease, unless another task does, which found all done at the same time, and publishes.</summary>
    /// <exception cref="ExportException">A run that is none of the tasks holds it and does not end.</exception>
    private async Task<bool> TryAcquireAsync(RunLease held, TaskPlan plan, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await held.AcquireAsync(cancellationToken);
                return true;
            }
            catch (ExportException exception) when (exception.Failure == ExportFailure.LeaseHeld && time.GetElapsedTime(started) < Patience)
            {
                if ((await control.ReadAsync(cancellationToken)).State.Tasks?.Id != plan.Id)
                {
                    return false;
                }

                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private async Task PublishAsync(RunLease held, TaskPlan plan, IReadOnlyList<UnfinishedLoad> loads, BlendIndexSettings settings, ExportReport report, CancellationToken cancellationToken)
    {
        if (report.PreviousIndices.Contains(plan.Index))
        {
            // Another task published it, and was killed before it could say so.
            await held.NotePublishedAsync(plan, cancellationToken);
            report.Index = plan.Index;
            return;
        }

        if (plan.IsOutrunBy(held.Watermark))
        {
            await held.PlanTasksAsync(null, cancellationToken);
            throw new ExportException(ExportFailure.LeaseLost, "a sync has brought readers further than what the tasks loaded",
                "the alias was not moved; run all tasks again, which begins anew");
        }

        var sum = loads.Aggregate(LoadTally.Nothing, (all, load) => all + load.Done);
        var counts = sum.Counts with { Read = sum.Counts.Read - sum.Counts.OutsideWindow, OutsideWindow = 0 };
        var expected = loads.Sum(load => load.Documents!.Value);
        var found = await indices.CountAsync(plan.Index, cancellationToken);

        // Where each task read the whole mart, their parts must make up the whole again.
        var isWhole = sum.Counts.OutsideWindow == 0 || loads.All(load => load.Done.Counts.Read == counts.Read);
        if (!counts.IsBalanced || !isWhole || expected != found || found == 0)
        {
            // The tasks' notes and the index disagree: none of it can be gone on with.
            await held.PlanTasksAsync(null, cancellationToken);
            await indices.TryDeleteAsync(plan.Index, "its tasks and it do not agree", cancellationToken);
            throw new ExportException(ExportFailure.VerificationFailed,
                string.Create(CultureInfo.InvariantCulture, $"the index holds {found} documents where {plan.Count} tasks wrote {expected}"),
                "the alias was not moved and readers see the index before; run all tasks again");
        }

        if (report.PreviousIndices.Count > 0)
        {
            var keys = await resumption.KeysAsync(plan.Index, cancellationToken);
            await gone.FindAsync(options.Alias, keys.Contains, cancellationToken);
            gone.ThrowIfTooMany();
            state.Ledger.Delete(gone.Count);
        }

        await indices.FinishAsync(plan.Index, settings, cancellationToken);
        await held.EnsureHeldAsync(cancellationToken);
        await indices.PublishAsync(plan.Index, report.PreviousIndices, cancellationToken);
        report.Index = plan.Index;
        report.VerifiedDocuments = found;
        report.MergedLedger = counts with { Deleted = gone.Count };
        report.Watermark = Watermark.Proven(sum.NewestVersion, plan.Settled);
        await held.EndLoadAsync(
            report.Watermark is { } reached ? new Watermark(reached, options.Source, plan.Index, state.RunId) : null, plan, cancellationToken);
        report.DeletedIndices = await indices.PruneAsync(plan.Index, options.Keep, cancellationToken);
    }
}
