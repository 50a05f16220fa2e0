using MotionBlend.Domain.Indexing;
using MotionBlend.Exporter.Control;

namespace MotionBlend.Exporter.Export;

/// <summary>Lets tasks that were started together agree on one load: the first to come plans it, the others join.</summary>
/// <param name="control">The alias's state.</param>
/// <param name="options">How to export.</param>
/// <param name="leaseOf">Makes a lease that is shared in the name of a plan.</param>
/// <param name="runId">Id of this task's run.</param>
/// <param name="time">Clock.</param>
internal sealed class TaskPlanner(ControlIndex control, FullExportOptions options, Func<string, RunLease> leaseOf, string runId, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Tasks of another plan that were killed hold the alias until their lease ends.
    private static readonly int MostAttempts = (int)(LeaseHolder.Duration / Pause) + 10;

    /// <summary>Joins the load that is planned, or plans one.</summary>
    /// <param name="current">Indices behind the alias.</param>
    /// <param name="settled">Rows updated before this time can all be read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The plan, and the lease on the alias in its name.</returns>
    /// <exception cref="ExportException">Another run is at work on the alias.</exception>
    public async Task<(TaskPlan Plan, RunLease Lease)> JoinAsync(IReadOnlyList<string> current, DateTimeOffset settled, CancellationToken cancellationToken)
    {
        await control.EnsureAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var state = (await control.ReadAsync(cancellationToken)).State;
            var joined = state.Tasks is { } known && CanJoin(known, state, current) ? known : null;
            var plan = joined ?? NewPlan(settled);
            var lease = leaseOf(plan.Id);
            try
            {
                await lease.AcquireAsync(cancellationToken);
                if (joined is null)
                {
                    await lease.PlanTasksAsync(plan, cancellationToken);
                }

                return (plan, lease);
            }
            catch (ExportException exception) when (exception.Failure is ExportFailure.LeaseHeld or ExportFailure.LeaseLost && state.Holder is null or { IsTasks: true } && attempt < MostAttempts)
            {
                // Another task was faster, and its plan is there in a moment.
                await lease.DisposeAsync();
                await Task.Delay(Pause, time, cancellationToken);
            }
            catch
            {
                await lease.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>The plan that this task has done its part of and that readers see already; null when there is something to do.</summary>
    /// <param name="load">What the task loaded last.</param>
    /// <param name="current">Indices behind the alias.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<TaskPlan?> PublishedAsync(UnfinishedLoad? load, IReadOnlyList<string> current, CancellationToken cancellationToken)
    {
        // Without a name of their own, the tasks of today cannot be told from those of yesterday.
        if (options.Restart || options.TaskRun is null || load?.Documents is null || !current.Contains(load.Index))
        {
            return null;
        }

        var state = (await control.ReadAsync(cancellationToken)).State;
        return state is { Tasks: null, Published: { } plan } && plan.Index == load.Index && plan.Run == options.TaskRun
            && !plan.IsOver(time.GetUtcNow(), LoadResumption.Mapping) ? plan : null;
    }

    private bool CanJoin(TaskPlan plan, ControlState state, IReadOnlyList<string> current) =>
        plan.Source == options.Source && plan.Count == options.Task!.Count && plan.Run == options.TaskRun
        && !current.Contains(plan.Index) && !plan.IsOver(time.GetUtcNow(), LoadResumption.Mapping)
        && !(options.Restart && state.Holder?.RunId != plan.Id)
        && !plan.IsOutrunBy(state.Watermark);

    private TaskPlan NewPlan(DateTimeOffset settled) => new($"tasks-{runId}", options.TaskRun, options.Source, options.Task!.Count,
        BlendIndex.NewIndexName(options.Alias, time.GetUtcNow()), LoadResumption.Mapping, settled, time.GetUtcNow());
}
