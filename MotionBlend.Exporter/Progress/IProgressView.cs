namespace MotionBlend.Exporter.Progress;

/// <summary>Shows a run's progress while it goes on.</summary>
internal interface IProgressView
{
    /// <summary>Shows <paramref name="progress"/> until <paramref name="run"/> ends; the run's own outcome is not looked at.</summary>
    Task ShowAsync(RunProgress progress, Task run);
}
