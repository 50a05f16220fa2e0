using System.Globalization;
using MotionBlend.Exporter.Progress;

namespace MotionBlend.Exporter.Control;

/// <summary>How far one of the tasks of a plan is.</summary>
/// <param name="Task">Which, from 0.</param>
/// <param name="Load">What it has loaded for the plan; null for nothing.</param>
/// <param name="Holder">Its run; null when there is none.</param>
internal sealed record TaskProgress(int Task, UnfinishedLoad? Load, LeaseHolder? Holder)
{
    /// <summary>True when it has loaded its part.</summary>
    public bool IsDone => Load?.Documents is not null;

    /// <summary>Reads how far each task of a plan is.</summary>
    /// <param name="control">The alias's state.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Export.ExportException">The cluster fails.</exception>
    public static async Task<IReadOnlyList<TaskProgress>> ReadAsync(ControlIndex control, TaskPlan plan, CancellationToken cancellationToken)
    {
        var tasks = new List<TaskProgress>(plan.Count);
        for (var task = 0; task < plan.Count; task++)
        {
            var state = (await control.OfTask(task, plan.Count).ReadAsync(cancellationToken)).State;
            tasks.Add(new TaskProgress(task, state.Load?.Index == plan.Index ? state.Load : null, state.Holder));
        }

        return tasks;
    }

    /// <summary>Says it, for people.</summary>
    /// <param name="now">The time.</param>
    public string Describe(DateTimeOffset now)
    {
        var work = Holder is null ? "not at work" : Holder.IsGone(now) ? "killed or cut off" : $"at work on {Holder.Place}";
        var done = Load switch
        {
            null => $"no rows yet, {work}",
            { Documents: { } documents } => $"done, {ProgressText.Count(documents)} documents",
            _ => $"{ProgressText.Count(Load.Done.Rows)} rows of the mart are done, {work}",
        };
        return string.Create(CultureInfo.InvariantCulture, $"task {Task}: {done}");
    }
}
