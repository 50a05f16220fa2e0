using System.Globalization;
using Microsoft.Extensions.Logging;
using MotionBlend.Exporter.Export;

namespace MotionBlend.Exporter.Control;

/// <summary>
/// The right to change what an alias shows, held by one run at a time. It is renewed while the run works; a run that lost it, because
/// it stood still for too long and another took over, is stopped, and can change neither alias nor watermark any more.
/// </summary>
internal sealed class RunLease(ControlIndex control, string runId, string command, TimeProvider time, ILogger<RunLease> logger, bool isShared = false, string? successorOf = null) : IAsyncDisposable
{
    private static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(15);

    // SIGTERM leaves ten seconds.
    private static readonly TimeSpan ReleaseTime = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ended = new();
    private ControlEntry? _held;
    private Task _renewing = Task.CompletedTask;

    /// <summary>Cancelled when the lease is lost.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>True when the run got the lease, even if it lost it since.</summary>
    public bool WasTaken => _held is not null;

    /// <summary>The alias's watermark; known once the lease is held.</summary>
    public Watermark? Watermark => _held?.State.Watermark;

    /// <summary>The alias's unfinished load; known once the lease is held.</summary>
    public UnfinishedLoad? Load => _held?.State.Load;

    /// <summary>The load that several tasks share; known once the lease is held.</summary>
    public TaskPlan? Tasks => _held?.State.Tasks;

    /// <summary>The failure of a run that lost its lease.</summary>
    public static ExportException LossOf(string runId) => new(ExportFailure.LeaseLost,
        $"run {runId} lost its lease: it stood still for longer than {LeaseHolder.Duration.TotalSeconds:0} s, and another run took over",
        "nothing needs repair: the other run goes on from the same watermark; see 'status'");

    /// <summary>Takes the lease.</summary>
    /// <exception cref="ExportException">Another run holds it.</exception>
    public Task AcquireAsync(CancellationToken cancellationToken) => AcquireAsync(waits: false, cancellationToken);

    /// <summary>Takes the lease; one that its holder renews no more is waited for.</summary>
    /// <exception cref="ExportException">Another run holds it and is at work.</exception>
    public Task AcquireWhenLeftAsync(CancellationToken cancellationToken) => AcquireAsync(waits: true, cancellationToken);

    private async Task AcquireAsync(bool waits, CancellationToken cancellationToken)
    {
        await control.EnsureAsync(cancellationToken);
        LeaseHolder? awaited = null;
        while (true)
        {
            var found = await control.ReadAsync(cancellationToken);
            var now = time.GetUtcNow();
            if (found.State.Holder is { } other && other.RunId != runId && other.RunId != successorOf && !other.IsGone(now))
            {
                if (waits && (awaited is null || awaited == other))
                {
                    awaited = other;
                    Log.LeaseAwaited(logger, other.RunId, other.ExpiresAt);
                    await Task.Delay(other.ExpiresAt - now, time, cancellationToken);
                    continue;
                }

                throw new ExportException(ExportFailure.LeaseHeld,
                    string.Create(CultureInfo.InvariantCulture,
                        $"run {other.RunId} ({other.Command} on {other.Place}) is at work on {found.State.Alias} since {other.Since:yyyy-MM-dd HH:mm:ss} UTC"),
                    string.Create(CultureInfo.InvariantCulture,
                        $"wait until it is done; if it was killed, its lease ends by itself at {other.ExpiresAt:HH:mm:ss} UTC"));
            }

            var isJoining = isShared && found.State.Holder?.RunId == runId;
            var mine = found.State with
            {
                Fence = found.State.Fence + (isJoining ? 0 : 1),
                Holder = isShared ? LeaseHolder.OfTasks(runId, command, now) : LeaseHolder.OfProcess(runId, command, now),
            };
            if (await control.TryWriteAsync(mine, found.Version, cancellationToken) is { } held)
            {
                _held = held;
                Log.LeaseTaken(logger, mine.Alias, mine.Fence, found.State.Holder?.RunId ?? "nobody");
                _renewing = RenewAsync();
                return;
            }
        }
    }

    /// <summary>Renews the lease now, before something that cannot be undone.</summary>
    /// <exception cref="ExportException">It is lost.</exception>
    public Task EnsureHeldAsync(CancellationToken cancellationToken) =>
        ChangeAsync(state => state with { Holder = state.Holder! with { ExpiresAt = time.GetUtcNow() + LeaseHolder.Duration } }, cancellationToken);

    /// <summary>Moves the watermark. It is kept in the document that the lease is kept in, so that a run without the lease cannot.</summary>
    /// <exception cref="ExportException">The lease is lost.</exception>
    public Task MoveWatermarkAsync(Watermark? watermark, CancellationToken cancellationToken) =>
        ChangeAsync(state => state with { Watermark = watermark }, cancellationToken);

    /// <summary>Keeps how far a load is, or that there is none.</summary>
    /// <exception cref="ExportException">The lease is lost.</exception>
    public Task KeepLoadAsync(UnfinishedLoad? load, CancellationToken cancellationToken) =>
        ChangeAsync(state => state with { Load = load }, cancellationToken);

    /// <summary>Ends a load: its index is published, and the watermark is what it has proven.</summary>
    /// <param name="watermark">Up to where the index is proven.</param>
    /// <param name="published">The plan, where several tasks loaded it.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <exception cref="ExportException">The lease is lost.</exception>
    public Task EndLoadAsync(Watermark? watermark, TaskPlan? published, CancellationToken cancellationToken) =>
        ChangeAsync(state => state with { Watermark = watermark, Load = null, Tasks = null, Published = published ?? state.Published }, cancellationToken);

    /// <summary>Notes of a load of several tasks that its index is published, which they did not come to.</summary>
    /// <exception cref="ExportException">The lease is lost.</exception>
    public Task NotePublishedAsync(TaskPlan plan, CancellationToken cancellationToken) =>
        ChangeAsync(state => state with { Tasks = null, Published = plan }, cancellationToken);

    /// <summary>Keeps what several tasks are to load, or that they are to load nothing.</summary>
    /// <exception cref="ExportException">The lease is lost.</exception>
    public Task PlanTasksAsync(TaskPlan? plan, CancellationToken cancellationToken) =>
        ChangeAsync(state => state with { Tasks = plan }, cancellationToken);

    /// <summary>Gives the lease back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _renewing;
        if (_held is not null && !isShared && !_lost.IsCancellationRequested)
        {
            using var limit = new CancellationTokenSource(ReleaseTime, time);
            try
            {
                await ChangeAsync(state => state with { Holder = null }, limit.Token);
            }
            catch (Exception exception) when (exception is ExportException or OperationCanceledException)
            {
                Log.LeaseNotReleased(logger, exception.Message);
            }
        }

        _turn.Dispose();
        _lost.Dispose();
        _ended.Dispose();
    }

    private async Task ChangeAsync(Func<ControlState, ControlState> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var held = _held ?? throw new InvalidOperationException("The lease was not taken.");
            var fence = held.State.Fence;
            while (true)
            {
                if (!IsOurs(held.State, fence))
                {
                    await _lost.CancelAsync();
                    throw LossOf(runId);
                }

                if (await control.TryWriteAsync(change(held.State), held.Version, cancellationToken) is { } changed)
                {
                    _held = changed;
                    return;
                }

                // Either another run took over, or the reply to an earlier attempt of ours was lost.
                held = await control.ReadAsync(cancellationToken);
                if (IsOurs(held.State, fence) && held.State == change(held.State))
                {
                    _held = held;
                    return;
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private bool IsOurs(ControlState state, long fence) => state.Fence == fence && state.Holder?.RunId == runId;

    private async Task RenewAsync()
    {
        using var timer = new PeriodicTimer(RenewalInterval, time);
        while (await TickAsync(timer))
        {
            try
            {
                await EnsureHeldAsync(_ended.Token);
            }
            catch (ExportException exception)
            {
                // While the cluster is away nobody else can take the lease either.
                Log.LeaseNotRenewed(logger, exception.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<bool> TickAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_ended.Token) && !_lost.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
