namespace MotionBlend.Exporter.Indexing;

/// <summary>
/// How long to wait before the next attempt: exponential with full jitter (a random time up to a bound that doubles), never less
/// than the server asks for, until the time for retries is used up.
/// </summary>
/// <param name="deadline">Longest time from the first attempt to the start of the last.</param>
/// <param name="random">Source of the jitter; must be safe to share between threads.</param>
internal sealed class RetrySchedule(TimeSpan deadline, Random random)
{
    private static readonly TimeSpan FirstBound = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LargestBound = TimeSpan.FromSeconds(30);

    /// <summary>The wait before the next attempt, or null when the time for retries would be exceeded.</summary>
    /// <param name="attempts">Attempts made so far, at least 1.</param>
    /// <param name="elapsed">Time since the first attempt started.</param>
    /// <param name="retryAfter">What the server asked for, if anything.</param>
    public TimeSpan? Delay(int attempts, TimeSpan elapsed, TimeSpan? retryAfter)
    {
        var bound = FirstBound * Math.Pow(2, Math.Min(attempts - 1, 10));
        var jittered = (bound < LargestBound ? bound : LargestBound) * random.NextDouble();
        var delay = retryAfter > jittered ? retryAfter.Value : jittered;
        return elapsed + delay <= deadline ? delay : null;
    }
}
