using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using MotionBlend.Exporter.Commands;
using MotionBlend.Exporter.Configuration;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Runs;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.Exporter.Worker;
using Spectre.Console.Testing;

namespace MotionBlend.Exporter.Tests.Storms;

/// <summary>
/// A worker that exports or syncs a changing mart again and again through bad weather. No run that fails ends it, its health tells how the last run
/// ended, it starts no run beside another, it ends when it is told to, and what it leaves is in no later run's way.
/// </summary>
internal sealed partial class WorkerStorm : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private readonly Random _random;
    private readonly StormCluster _weather;
    private readonly StringWriter _output = new();
    private readonly TestConsole _terminal = new();
    private readonly HttpClient _http = new();
    private readonly CancellationTokenSource _stop;
    private readonly int _runs;
    private readonly bool _isEndedInARun;
    private StormRows _rows;
    private int _version = 1;
    private int _begun;
    private int? _lastExitCode;
    private bool _wasEndedInARun;
    private Task _asking = Task.CompletedTask;

    private WorkerStorm(int seed, CancellationToken cancellationToken)
    {
        _random = new Random(seed);
        _weather = new StormCluster(_random, new MemoryCluster());
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _rows = StormRows.Make(_random);
        (_runs, _isEndedInARun) = (_random.Next(1, 6), _random.Next(2) == 0);
    }

    /// <summary>Lives through one.</summary>
    /// <param name="seed">Decides everything but the order in which threads run.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Exception">The worker ended early, or said or did what it must not.</exception>
    public static async Task RunAsync(int seed, CancellationToken cancellationToken)
    {
        using var storm = new WorkerStorm(seed, cancellationToken);
        await storm.RunAsync(cancellationToken);
    }

    public void Dispose()
    {
        _output.Dispose();
        _terminal.Dispose();
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var flags = new Dictionary<string, string> { ["--mart"] = "mart", ["--every"] = "1h", ["--health-port"] = "0" };
        var options = ExporterOptionsReader.Read(
            new SettingResolver(setting => flags.GetValueOrDefault(setting.Flag), _ => null, new ConfigurationBuilder().Build()), needsMart: true, _weather.Cluster.Time.GetUtcNow(), out _)!;
        var console = new ExporterConsole(_output, _output, _terminal, _ => null, [], "", new WorkerTime(_weather.Cluster.Time, OnWait));

        var exitCode = await new ExportWorker(options, console, _random).RunAsync(RunOnceAsync, _stop.Token);
        await _asking;

        Assert.False(cancellationToken.IsCancellationRequested);
        Assert.Equal(_runs, _begun);
        Assert.Equal(_wasEndedInARun ? _lastExitCode : ExitCodes.Success, exitCode);
        await ExportCalmlyAsync(cancellationToken);
    }

    /// <summary>One run of the worker.</summary>
    private async Task<int> RunOnceAsync(bool isFirst, Action<RunReport> onEnd, CancellationToken cancellationToken)
    {
        Assert.Equal(_begun++ == 0, isFirst);
        await _asking;
        await CheckHealthAsync();
        if (!isFirst && _random.Next(2) == 0)
        {
            _rows = _rows.Later(_random);
            _version++;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _weather.BeginHarsh(_random.Next(4) == 0, stop);
        if (_begun == _runs && _isEndedInARun)
        {
            EndAtARequest();
        }

        var isSync = _weather.Seen() is not null && _random.Next(2) == 0;
        await using var bench = Bench();
        var failure = await RunToEndAsync(bench, isSync, stop.Token);
        _wasEndedInARun = cancellationToken.IsCancellationRequested;
        _lastExitCode = failure?.ExitCode ?? (bench.Counts.DeadLettered > 0 ? ExitCodes.RowsRejected : ExitCodes.Success);
        onEnd(Report(bench, isSync ? "sync" : "export", failure));
        return _lastExitCode.Value;
    }

    private async Task<CommandFailure?> RunToEndAsync(ExportBench bench, bool isSync, CancellationToken cancellationToken)
    {
        var before = _weather.Seen();
        try
        {
            await (isSync ? bench.SyncAsync(_rows.Json, cancellationToken) : bench.RunAsync(Mart(), cancellationToken));
        }
        catch (Exception exception)
        {
            var failure = CommandFailure.Of(exception, NullLogger.Instance, cancellationToken);
            var isEmpty = _rows.Documents().Count == 0 && exception is ExportException { Failure: ExportFailure.VerificationFailed or ExportFailure.TooManyRejected };
            Assert.True(isEmpty || failure.IsCancelled || failure.ExitCode == ExitCodes.Of(ExportFailure.ClusterUnreachable), $"the run ended with {exception}");
            return failure;
        }

        Assert.True(bench.Counts.IsBalanced && bench.Counts.Read == _rows.Count, bench.Counts.ToString());
        _weather.AssertSeen(isSync ? _rows.Documents(before, bench.Report.WindowFrom) : _rows.Documents(), "after a run");
        return null;
    }

    /// <summary>While a run is at work, health is that of the run before, and no other can be asked for.</summary>
    private async Task CheckHealthAsync()
    {
        using var health = await _http.GetAsync($"{Address()}/health");
        var state = (await health.Content.ReadFromJsonAsync<JsonNode>())!;
        var isWell = _lastExitCode is null or ExitCodes.Success or ExitCodes.RowsRejected;
        Assert.Equal(isWell ? HttpStatusCode.OK : HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.True((bool)state["running"]!);
        Assert.Equal(_lastExitCode, (int?)state["last_run"]?["exit_code"]);
        using var asked = await _http.PostAsync($"{Address()}/runs", null);
        Assert.Equal(HttpStatusCode.Conflict, asked.StatusCode);
    }

    /// <summary>What happens while the worker waits: it is told to end after its last run, else the time goes by or somebody asks for a run.</summary>
    private bool OnWait(TimeSpan time)
    {
        Assert.InRange(time, Every * 0.9, Every * 1.1);
        if (_begun == _runs)
        {
            _ = _stop.CancelAsync();
            return false;
        }

        if (_random.Next(3) > 0)
        {
            return true;
        }

        _asking = AskAsync();
        return false;
    }

    private async Task AskAsync()
    {
        await Task.Yield();
        using var asked = await _http.PostAsync($"{Address()}/runs", null);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
    }

    private void EndAtARequest()
    {
        var (weather, left) = (_weather.Cluster.Before, _random.Next(1, 40));
        _weather.Cluster.Before = request =>
        {
            if (--left == 0)
            {
                _ = _stop.CancelAsync();
            }

            return weather(request);
        };
    }

    private async Task ExportCalmlyAsync(CancellationToken cancellationToken)
    {
        if (_rows.Documents().Count == 0)
        {
            return;
        }

        using var stop = new CancellationTokenSource();
        _weather.Begin(isCalm: true, stop);
        await using var bench = Bench();
        await bench.RunAsync(Mart(), cancellationToken);
        _weather.AssertSeen(_rows.Documents(), "at the end");
    }

    private MemoryMart Mart() => new(_rows.Json) { Version = _version };

    private ExportBench Bench()
    {
        // The lease of a run that was killed runs out in the wait after it; that of the last run must be given time.
        _weather.Cluster.Time.Advance(TimeSpan.FromMinutes(2));
        return new ExportBench
        {
            Cluster = _weather.Cluster,
            Options = new FullExportOptions(ExportBench.Alias, new BatchLimits(_random.Next(1, 40), _random.Next(2_000, 100_000)), _random.Next(1, 5),
                new DeadLetterCap(1000, null), 1, false, null, null, null, null)
            {
                Fuse = new DeletionFuse(null, 100),
            },
        };
    }

    private RunReport Report(ExportBench bench, string command, CommandFailure? failure) => new()
    {
        RunId = string.Create(CultureInfo.InvariantCulture, $"run-{_begun}"),
        Command = command,
        Outcome = failure is null ? "succeeded" : "failed",
        ExitCode = _lastExitCode!.Value,
        Failure = failure?.Explanation,
        StartedAt = _weather.Cluster.Time.GetUtcNow(),
        Seconds = 1,
        Source = "memory",
        Cluster = "memory",
        Alias = ExportBench.Alias,
        Ledger = bench.Counts,
    };

    private string Address() => AddressOf().Match(_output.ToString()).Value;

    [GeneratedRegex("http://[^/ ]+(?=/health)")]
    private static partial Regex AddressOf();

    /// <summary>The worker's clock: asks what a wait is to be, over at once or without end.</summary>
    private sealed class WorkerTime(SwiftTime clock, Func<TimeSpan, bool> isOver) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (!isOver(dueTime))
            {
                return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            clock.Advance(dueTime);
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
