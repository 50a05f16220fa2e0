namespace MotionBlend.SearchNode.Storage;

/// <summary>Does something again and again until the node stops; what fails once is tried again, and never ends the node.</summary>
/// <param name="every">Time between two turns.</param>
/// <param name="clock">Clock.</param>
internal abstract class NodeLoop(TimeSpan every, TimeProvider clock) : BackgroundService
{
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start shows everything, and an orderly stop folds the log itself.
        }
    }

    /// <summary>One turn.</summary>
    protected abstract Task TurnAsync(CancellationToken stoppingToken);

    /// <summary>Tells of a turn that failed.</summary>
    protected abstract void Failed(Exception fault);

    private async Task TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await TurnAsync(stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
        {
            Failed(e);
        }
    }
}
