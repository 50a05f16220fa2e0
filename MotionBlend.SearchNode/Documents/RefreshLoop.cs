namespace MotionBlend.SearchNode.Documents;

/// <summary>Refreshes each index once its <c>refresh_interval</c> is over.</summary>
internal sealed class RefreshLoop(IndexRefresher refresher, TimeProvider clock, ILogger<RefreshLoop> log) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RefreshAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops; the next start shows everything.
        }
    }

    private async Task RefreshAsync(CancellationToken stoppingToken)
    {
        try
        {
            await refresher.RefreshDueAsync(Tick, stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The write lane is full, or the disk; whatever it is, it must not end the node, and the next tick tries again.
            log.RefreshFailed(e);
        }
    }
}
