using Spectre.Console;

namespace MotionBlend.Exporter.Progress;

/// <summary>Progress as a bar that is drawn again and again: for terminals.</summary>
/// <param name="console">The terminal.</param>
/// <param name="time">Clock.</param>
internal sealed class LiveProgressView(IAnsiConsole console, TimeProvider time) : IProgressView
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(125);

    /// <inheritdoc/>
    public Task ShowAsync(RunProgress progress, Task run) => console.Progress()
        .AutoClear(false)
        .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 30 }, new PercentageColumn())
        .StartAsync(async context =>
        {
            var task = context.AddTask(Description(progress.Snapshot()), maxValue: 1);
            while (!run.IsCompleted)
            {
                Update(task, progress.Snapshot());
                await Task.WhenAny(run, Task.Delay(Refresh, time));
            }

            Update(task, progress.Snapshot());
            task.StopTask();
        });

    private static void Update(ProgressTask task, ProgressSnapshot snapshot)
    {
        task.Description = Description(snapshot);
        task.Value = snapshot.Fraction;
    }

    private static string Description(ProgressSnapshot snapshot)
    {
        var text = $"{snapshot.Phase,-10} {ProgressText.Count(snapshot.Rows),11} rows  {ProgressText.Rate(snapshot)}  {snapshot.InFlight} in flight";
        if (snapshot.Lag is { } lag)
        {
            text += $"  newest {ProgressText.Duration(lag)} old";
        }

        if (snapshot.Remaining is { } remaining)
        {
            text += $"  {ProgressText.Duration(remaining)} left";
        }

        if (snapshot.Retries > 0)
        {
            text += $"  [yellow]{ProgressText.Count(snapshot.Retries)} retries[/]";
        }

        return snapshot.Counts.DeadLettered > 0
            ? text + $"  [red]{ProgressText.Count(snapshot.Counts.DeadLettered)} rejected[/]"
            : text;
    }
}
