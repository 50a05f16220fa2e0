namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>
/// When to try again: from one second doubling to 32, as BigQuery's service agreement asks, each wait drawn at random between
/// nothing and that (full jitter), until a deadline.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="deadline">How long after the first failure a retry may still start.</param>
/// <param name="random">Gives a number from 0 to below 1.</param>
internal sealed class RetryPolicy(TimeProvider time, Func<TimeSpan> deadline, Func<double> random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(32);

    // A reply that is broken again and again is not broken by chance.
    private const int MostMalformedReplies = 5;

    private int _failures;
    private long _started;

    /// <summary>Notes a success: the next failure starts anew.</summary>
    public void Succeeded() => _failures = 0;

    /// <summary>Waits before the next attempt.</summary>
    /// <param name="error">The failure of the last attempt.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when there is no next attempt.</returns>
    public async ValueTask<bool> WaitAsync(BigQueryError error, CancellationToken cancellationToken)
    {
        if (_failures++ == 0)
        {
            _started = time.GetTimestamp();
        }

        if (Next(error) is not { } wait)
        {
            return false;
        }

        await Task.Delay(wait, time, cancellationToken);
        return true;
    }

    /// <summary>How long to wait; null when the failure lasts or the deadline has passed.</summary>
    private TimeSpan? Next(BigQueryError error)
    {
        // A token can end between being checked and being used: one more try fetches a new one.
        var isWorthIt = (error.IsTransient && (error.Failure != BigQueryFailure.MalformedReply || _failures < MostMalformedReplies))
            || (error.Failure == BigQueryFailure.Unauthenticated && _failures == 1);
        if (!isWorthIt)
        {
            return null;
        }

        var ceiling = TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(_failures - 1, 10)));
        var wait = ceiling * random();
        wait = error.RetryAfter is { } asked && asked > wait ? asked : wait;
        return time.GetElapsedTime(_started) + wait > deadline() ? null : wait;
    }
}
