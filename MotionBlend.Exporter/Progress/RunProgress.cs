using System.Collections.Concurrent;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Progress;

/// <summary>What a person watches while a run goes on. Written by the run's tasks, read by a view; safe to share between threads.</summary>
/// <param name="ledger">The run's ledger.</param>
/// <param name="time">Clock.</param>
internal sealed class RunProgress(Ledger ledger, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private readonly ConcurrentDictionary<string, long> _causes = new(StringComparer.Ordinal);
    private readonly Lock _turn = new();
    private readonly Dictionary<string, double> _phases = new(StringComparer.Ordinal);
    private long _phaseStarted = time.GetTimestamp();
    private long _compared;
    private long _bytesRead;
    private long _bytesSent;
    private long _requests;
    private long _retries;
    private long _throttled;
    private long _newest;
    private double _fraction;
    private int _inFlight;
    private volatile string _phase = "starting";

    /// <summary>What the run is doing, for people.</summary>
    public string Phase
    {
        get => _phase;
        set
        {
            lock (_turn)
            {
                EndPhase();
                _phase = value;
            }
        }
    }

    /// <summary>How long the run was in each phase until now, s.</summary>
    public IReadOnlyDictionary<string, double> PhaseSeconds
    {
        get
        {
            lock (_turn)
            {
                EndPhase();
                return new Dictionary<string, double>(_phases, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>The numbers as they stand.</summary>
    public ProgressSnapshot Snapshot() => new(
        _phase, time.GetElapsedTime(_started), Volatile.Read(ref _fraction), ledger.Counts, Interlocked.Read(ref _bytesRead),
        Interlocked.Read(ref _bytesSent), Interlocked.Read(ref _requests), Interlocked.Read(ref _retries),
        Interlocked.Read(ref _throttled), Volatile.Read(ref _inFlight), Interlocked.Read(ref _compared))
    {
        Lag = Lag(),
    };

    /// <summary>Takes note of the newest version of all rows so far, microseconds since 1970.</summary>
    public void Newest(long version)
    {
        Interlocked.Exchange(ref _newest, version);
        ExporterTelemetry.FreshnessLag.Record(Lag()!.Value.TotalSeconds);
    }

    /// <summary>Counts bytes of the mart, and how much of it has been read.</summary>
    public void Read(int bytes, double? fraction)
    {
        Interlocked.Add(ref _bytesRead, bytes);
        if (fraction is { } known)
        {
            Volatile.Write(ref _fraction, known);
        }
    }

    /// <summary>Counts rows or documents that were compared and belong to no ledger.</summary>
    public void Compared(int count) => Interlocked.Add(ref _compared, count);

    /// <summary>Counts a bulk request.</summary>
    public void Sent(int bytes)
    {
        Interlocked.Add(ref _bytesSent, bytes);
        ExporterTelemetry.BulkBytes.Add(bytes);
        Interlocked.Increment(ref _requests);
    }

    /// <summary>Bulk requests that were sent again, by what their failure is called.</summary>
    public IReadOnlyDictionary<string, long> RetriesByCause => _causes;

    /// <summary>Counts a request that is sent again.</summary>
    /// <param name="cause">The server's type of error, or our kind of failure.</param>
    public void Retried(string cause)
    {
        Interlocked.Increment(ref _retries);
        _causes.AddOrUpdate(cause, 1, static (_, count) => count + 1);
    }

    /// <summary>Counts documents that the cluster could not take at once.</summary>
    public void Throttled(int documents) => Interlocked.Add(ref _throttled, documents);

    /// <summary>Counts a batch that is being written.</summary>
    public void Enter()
    {
        Interlocked.Increment(ref _inFlight);
        ExporterTelemetry.InFlight.Add(1);
    }

    /// <summary>Counts a batch that is written.</summary>
    public void Leave()
    {
        Interlocked.Decrement(ref _inFlight);
        ExporterTelemetry.InFlight.Add(-1);
    }

    private void EndPhase()
    {
        var now = time.GetTimestamp();
        _phases[_phase] = _phases.GetValueOrDefault(_phase) + time.GetElapsedTime(_phaseStarted, now).TotalSeconds;
        _phaseStarted = now;
    }

    private TimeSpan? Lag() => Interlocked.Read(ref _newest) is > 0 and var newest
        ? time.GetUtcNow() - DateTimeOffset.UnixEpoch.AddTicks(newest * TimeSpan.TicksPerMicrosecond)
        : null;
}
