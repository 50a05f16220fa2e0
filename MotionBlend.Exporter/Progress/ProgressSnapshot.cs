using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Progress;

/// <summary>The numbers of a run at one moment.</summary>
/// <param name="Phase">What the run is doing, for people.</param>
/// <param name="Elapsed">Time since it started.</param>
/// <param name="Fraction">How much of the mart has been read, 0 to 1.</param>
/// <param name="Counts">The ledger.</param>
/// <param name="BytesRead">Bytes of rows read, uncompressed.</param>
/// <param name="BytesSent">Bytes of bulk bodies sent, those sent again too.</param>
/// <param name="Requests">Bulk requests sent.</param>
/// <param name="Retries">Bulk requests that were sent again.</param>
/// <param name="Throttled">Documents that the cluster could not take at once.</param>
/// <param name="InFlight">Batches being written.</param>
/// <param name="Compared">Rows and documents that were compared.</param>
internal sealed record ProgressSnapshot(
    string Phase, TimeSpan Elapsed, double Fraction, LedgerCounts Counts, long BytesRead, long BytesSent, long Requests, long Retries,
    long Throttled, int InFlight, long Compared = 0)
{
    /// <summary>How old the newest row so far is, by its <c>updated_at</c>; null before the first.</summary>
    public TimeSpan? Lag { get; init; }

    /// <summary>Rows that are done with.</summary>
    public long Rows => Counts.Accounted + Compared;

    /// <summary>Rows a second since the start.</summary>
    public double RowsPerSecond => Elapsed > TimeSpan.Zero ? Rows / Elapsed.TotalSeconds : 0;

    /// <summary>Megabytes (10^6) a second since the start: sent, or read where nothing is sent.</summary>
    public double MegabytesPerSecond => Elapsed > TimeSpan.Zero ? (BytesSent > 0 ? BytesSent : BytesRead) / 1e6 / Elapsed.TotalSeconds : 0;

    /// <summary>Time left at this pace; null while too little is known.</summary>
    public TimeSpan? Remaining => Fraction is > 0.01 and < 1 && Elapsed > TimeSpan.FromSeconds(1)
        ? Elapsed / Fraction * (1 - Fraction)
        : null;
}
