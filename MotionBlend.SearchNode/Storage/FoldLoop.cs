namespace MotionBlend.SearchNode.Storage;

/// <summary>Folds the log when writes rest, so that it may grow long while they do not.</summary>
internal sealed class FoldLoop(NodeStorage storage, TimeProvider clock, ILogger<FoldLoop> log) : BackgroundService
{
    // A start reads so much in a moment.
    private const long LeastBytes = 1024 * 1024;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    private long _seen;
    private long _folded;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await FoldAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops, and folds the log itself.
        }
    }

    // Once for each rest of writes, whether it can be done or not.
    private async Task FoldAsync(CancellationToken stoppingToken)
    {
        try
        {
            var (writes, bytes) = storage.LogWritten;
            var rests = writes == _seen;
            _seen = writes;
            if (!rests || writes == _folded || bytes < LeastBytes)
                return;
            _folded = writes;
            await storage.FoldAsync(stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.FoldFailed(e);
        }
    }
}
