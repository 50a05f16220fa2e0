using System.Text.Json.Nodes;
using System.Threading.Channels;
using MotionBlend.Exporter.Runs;

namespace MotionBlend.Exporter.Worker;

/// <summary>What a worker is doing and how its last run ended. Safe to share between threads.</summary>
internal sealed class WorkerState
{
    private readonly Lock _lock = new();
    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(1);
    private bool _isRunning;
    private RunReport? _last;
    private DateTimeOffset? _next;

    /// <summary>False after a run that failed, until one succeeds.</summary>
    public bool IsHealthy
    {
        get
        {
            lock (_lock)
            {
                return _last is null || _last.ExitCode is ExitCodes.Success or ExitCodes.RowsRejected;
            }
        }
    }

    /// <summary>Asks for a run now.</summary>
    /// <returns>False when one is at work or asked for already.</returns>
    public bool TryAsk()
    {
        lock (_lock)
        {
            return !_isRunning && _asked.Writer.TryWrite(true);
        }
    }

    /// <summary>Waits until a time, or until somebody asks for a run.</summary>
    public async Task WaitAsync(TimeSpan delay, TimeProvider time, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _next = time.GetUtcNow() + delay;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asked = _asked.Reader.WaitToReadAsync(limit.Token).AsTask();
        await Task.WhenAny(asked, Task.Delay(delay, time, limit.Token));
        await limit.CancelAsync();
        await ((Task)asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _asked.Reader.TryRead(out _);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Takes note that a run begins.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _isRunning = true;
            _next = null;
        }
    }

    /// <summary>Takes note of how it ended.</summary>
    public void End(RunReport? report)
    {
        lock (_lock)
        {
            _isRunning = false;
            _last = report ?? _last;
        }
    }

    /// <summary>The state as JSON: <c>status</c>, <c>running</c>, <c>next_run_at</c>, <c>last_run</c>.</summary>
    public JsonObject ToJson()
    {
        lock (_lock)
        {
            return new JsonObject
            {
                ["status"] = IsHealthy ? "healthy" : "unhealthy",
                ["running"] = _isRunning,
                ["next_run_at"] = _next,
                ["last_run"] = _last is null ? null : new JsonObject
                {
                    ["run_id"] = _last.RunId,
                    ["command"] = _last.Command,
                    ["outcome"] = _last.Outcome,
                    ["exit_code"] = _last.ExitCode,
                    ["problem"] = _last.Failure?.Problem,
                    ["started_at"] = _last.StartedAt,
                    ["seconds"] = _last.Seconds,
                    ["rows"] = _last.Ledger.Read,
                    ["watermark"] = _last.Watermark,
                },
            };
        }
    }
}
