namespace MotionBlend.SearchNode.Storage;

/// <summary>Folds the log when writes rest, so that it may grow long while they do not.</summary>
internal sealed class FoldLoop(NodeStorage storage, TimeProvider clock, ILogger<FoldLoop> log) : NodeLoop(TimeSpan.FromSeconds(2), clock)
{
    // A start reads so much in a moment.
    private const long LeastBytes = 1024 * 1024;

    private long _seen;
    private long _folded;

    // Once for each rest of writes, whether it can be done or not.
    protected override async Task TurnAsync(CancellationToken stoppingToken)
    {
        var (writes, bytes) = storage.LogWritten;
        var rests = writes == _seen;
        _seen = writes;
        if (!rests || writes == _folded || bytes < LeastBytes)
            return;
        _folded = writes;
        await storage.FoldAsync(stoppingToken);
    }

    protected override void Failed(Exception fault) => log.FoldFailed(fault);
}
