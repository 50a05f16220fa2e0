namespace MotionBlend.Exporter.Tests.Fakes;

/// <summary>A clock that runs faster than the true one, for runs at the same time: each waits as long as it must, and no wait moves another's clock.</summary>
/// <param name="factor">How many times as fast.</param>
internal sealed class FastTime(int factor) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private readonly long _started = System.GetTimestamp();
    private long _skipped;

    /// <summary>Moves the clock on.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _skipped, by.Ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => (System.GetElapsedTime(_started).Ticks * factor) + Interlocked.Read(ref _skipped);

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period));

    private TimeSpan Shorten(TimeSpan time) => time <= TimeSpan.Zero ? time : time / factor;
}
