namespace MotionBlend.Exporter.Mart.BigQuery;

/// <summary>
/// When to try again: from one second doubling to 32, as BigQuery's service agreement asks, each wait drawn at random between
/// nothing and that (full jitter), until a deadline. A process that stood still meanwhile does not use up the time for that.
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

    // Requests have a time limit of two minutes.
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromMinutes(3);

    private int _failures;
    private long _last;
    private TimeSpan _spent;
    private TimeSpan _wait;

    /// <summary>Notes a success: the next failure starts anew.</summary>
    public void Succeeded() => _failures = 0;

    /// <summary>Waits before the next attempt.</summary>
    /// <param name="error">The failure of the last attempt.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when there is no next attempt.</returns>
    public async ValueTask<bool> WaitAsync(BigQueryError error, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        if (_failures++ == 0)
        {
            (_last, _spent, _wait) = (now, TimeSpan.Zero, TimeSpan.Zero);
        }

        var passed = time.GetElapsedTime(_last, now);
        _spent += passed - _wait <= LongestAttempt ? passed : _wait;
        _last = now;
        if (Next(error) is not { } wait)
        {
            return false;
        }

        _wait = wait;
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
        return _spent + wait > deadline() ? null : wait;
    }
}
