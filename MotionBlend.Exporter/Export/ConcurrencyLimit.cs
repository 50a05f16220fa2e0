namespace MotionBlend.Exporter.Export;

/// <summary>
/// How many bulk requests the cluster takes well: a limit that doubles until the first sign of strain, then grows by one in twenty rounds of quick replies
/// and shrinks by a share at a 429 or a slow reply (additive increase, multiplicative decrease; Chiu and Jain 1989). Beside it stands a
/// fixed budget of bytes, which bounds memory. Safe to share between threads.
/// </summary>
/// <param name="most">Most requests at once, at least 1.</param>
/// <param name="mostBytes">Most bytes of bodies at once; a larger body goes alone.</param>
internal sealed class ConcurrencyLimit(int most, long mostBytes)
{
    // Elastic advises bulk requests of 200 to 1000 ms; beyond that more requests only wait in the cluster's queues.
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3);

    private const double AfterRefusal = 0.8;
    private const double AfterSlowness = 0.9;

    // One more request in so many rounds of replies: the capacity is tried often enough to find it grown, and seldom overrun.
    private const double RoundsPerStep = 20;

    private readonly Lock _lock = new();
    private double _limit = Math.Min(2, most);
    private double _repliesSinceCut = double.PositiveInfinity;
    private bool _isStarting = true;

    /// <summary>Requests that may be sent at once now.</summary>
    public int Current
    {
        get
        {
            lock (_lock)
            {
                return (int)_limit;
            }
        }
    }

    /// <summary>True when another body may be sent.</summary>
    /// <param name="requests">Requests under way.</param>
    /// <param name="bytes">Bytes under way.</param>
    /// <param name="next">Bytes of the body.</param>
    public bool HasRoom(int requests, long bytes, int next) => requests == 0 || (requests < Current && bytes + next <= mostBytes);

    /// <summary>Takes note of a reply.</summary>
    /// <param name="latency">Time that it took.</param>
    /// <param name="isRefusal">True when the cluster asked to slow down, for the request or for documents of it.</param>
    public void Report(TimeSpan latency, bool isRefusal)
    {
        lock (_lock)
        {
            _repliesSinceCut++;
            if (isRefusal || latency > Slow)
            {
                // The replies to what was sent before the cut say nothing about the limit after it.
                if (_repliesSinceCut >= _limit)
                {
                    _limit = Math.Max(1, _limit * (isRefusal ? AfterRefusal : AfterSlowness));
                    _repliesSinceCut = 0;
                }

                _isStarting = false;
            }
            else if (latency <= Quick)
            {
                _limit = Math.Min(most, _limit + (_isStarting ? 1 : 1 / (RoundsPerStep * _limit)));
            }

            ExporterTelemetry.ConcurrencyLimit.Record((int)_limit);
        }
    }
}
