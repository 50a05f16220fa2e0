namespace MotionBlend.Exporter.Indexing;

/// <summary>
/// The time for which one request has been tried. A process that stands still, as that of a paused container or of a sleeping machine, does
/// not use it up: its request may have failed for no other reason.
/// </summary>
/// <param name="schedule">When to try again.</param>
/// <param name="time">Clock.</param>
internal sealed class RetryTime(RetrySchedule schedule, TimeProvider time)
{
    // Requests have time limits of a minute at most.
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromMinutes(2);

    private long _last = time.GetTimestamp();
    private TimeSpan _wait;

    /// <summary>How long it has been tried.</summary>
    public TimeSpan Spent { get; private set; }

    /// <summary>The wait before the next attempt, or null when the time for retries would be exceeded.</summary>
    /// <param name="attempts">Attempts made so far, at least 1.</param>
    /// <param name="retryAfter">What the server asked for, if anything.</param>
    public TimeSpan? Next(int attempts, TimeSpan? retryAfter)
    {
        var now = time.GetTimestamp();
        var passed = time.GetElapsedTime(_last, now);
        Spent += passed - _wait <= LongestAttempt ? passed : _wait;
        _last = now;
        var delay = schedule.Delay(attempts, Spent, retryAfter);
        _wait = delay ?? TimeSpan.Zero;
        return delay;
    }
}
