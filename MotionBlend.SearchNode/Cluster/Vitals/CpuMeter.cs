namespace MotionBlend.SearchNode.Cluster.Vitals;

/// <summary>Turns two rising counters, busy and whole, into the share of busy since the last look.</summary>
internal sealed class CpuMeter
{
    private readonly Lock _lock = new();
    private (long Busy, long Whole) _last;
    private int _percent;

    /// <summary>0 to 100; the last share when nothing has passed since.</summary>
    public int Percent(long busy, long whole)
    {
        lock (_lock)
        {
            if (whole > _last.Whole)
                _percent = (int)Math.Clamp(100 * (busy - _last.Busy) / (whole - _last.Whole), 0, 100);
            _last = (busy, whole);
            return _percent;
        }
    }
}
