using MotionBlend.SearchNode.Storage;

namespace MotionBlend.SearchNode.Documents;

/// <summary>Refreshes each index once its <c>refresh_interval</c> is over.</summary>
internal sealed class RefreshLoop(IndexRefresher refresher, TimeProvider clock, ILogger<RefreshLoop> log) : NodeLoop(Tick, clock)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);

    protected override Task TurnAsync(CancellationToken stoppingToken) => refresher.RefreshDueAsync(Tick, stoppingToken);

    protected override void Failed(Exception fault) => log.RefreshFailed(fault);
}
