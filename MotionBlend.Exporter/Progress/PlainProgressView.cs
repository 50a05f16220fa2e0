namespace MotionBlend.Exporter.Progress;

/// <summary>Progress as plain lines, one every few seconds and one for each phase: for logs and pipes.</summary>
/// <param name="output">Where to write.</param>
/// <param name="time">Clock.</param>
internal sealed class PlainProgressView(TextWriter output, TimeProvider time) : IProgressView
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task ShowAsync(RunProgress progress, Task run)
    {
        var shownPhase = "";
        var shownAt = time.GetTimestamp();
        while (!run.IsCompleted)
        {
            if (progress.Phase != shownPhase || time.GetElapsedTime(shownAt) >= Interval)
            {
                shownAt = time.GetTimestamp();
                shownPhase = progress.Phase;
                await output.WriteLineAsync(ProgressText.Line(progress.Snapshot()));
            }

            await Task.WhenAny(run, Task.Delay(Glance, time));
        }
    }
}
