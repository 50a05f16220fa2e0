using Microsoft.Extensions.Logging.Abstractions;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Mart.BigQuery.Auth;
using MotionBlend.Exporter.Runs;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

namespace MotionBlend.Exporter.Tests.Storms;

/// <summary>
/// Tasks that export a mart together, one after the other or at the same time. They fail, are killed, stand still and are run again; in between,
/// other runs come, or too much time goes by. The mart is a file, of which each reads all, or a table of BigQuery, which gives each its shard and
/// fails as well. Readers see the index before until the whole is there; then the ledgers of all tasks are the whole mart's.
/// </summary>
internal sealed class TaskStorm : IAsyncDisposable
{
    private const int Speed = 500;

    private static readonly TimeSpan BetweenRuns = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Long = TimeSpan.FromHours(25);

    private readonly Random _random;
    private readonly StormCluster _weather;
    private readonly FastTime? _clock;
    private readonly int _count;
    private readonly bool _isTable;
    private FakeBigQuery? _bigQuery;
    private StormRows _rows = StormRows.None;
    private int _runs;

    private TaskStorm(int seed, bool isTable)
    {
        _isTable = isTable;
        _random = new Random(seed);
        _count = _random.Next(2, 5);
        _clock = _random.Next(4) == 0 ? new FastTime(Speed) : null;
        _weather = new StormCluster(_random, new MemoryCluster { Clock = _clock });
    }

    /// <summary>Lives through one.</summary>
    /// <param name="seed">Decides everything but the order in which threads run.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Exception">Something was lost or counted wrongly, or a task ended in a way that it must not.</exception>
    public static Task RunAsync(int seed, CancellationToken cancellationToken) => RunAsync(seed, isTable: false, cancellationToken);

    /// <summary>Lives through one whose mart is a table of BigQuery.</summary>
    /// <param name="seed">Decides everything but the order in which threads run.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Exception">Something was lost or counted wrongly, or a task ended in a way that it must not.</exception>
    public static Task RunShardsAsync(int seed, CancellationToken cancellationToken) => RunAsync(seed, isTable: true, cancellationToken);

    public ValueTask DisposeAsync() => _bigQuery?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task RunAsync(int seed, bool isTable, CancellationToken cancellationToken)
    {
        await using var storm = new TaskStorm(seed, isTable);
        await storm.RunAsync(cancellationToken);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_random.Next(3) > 0)
        {
            _rows = StormRows.Make(_random);
            await RunAloneAsync(isSync: false, cancellationToken);
        }

        _rows = _rows.Count > 0 && _random.Next(2) == 0 ? _rows.Later(_random).Without(_random, 0.05) : StormRows.Make(_random);
        // A table without rows has nothing that could be sharded.
        _bigQuery = _isTable && _rows.Count > 0 ? await FakeBigQuery.StartAsync(_rows.Table()) : null;
        for (var rounds = _random.Next(1, 4); rounds > 0; rounds--)
        {
            await RoundAsync(isCalm: false, cancellationToken);
            await InterludeAsync(cancellationToken);
        }

        await RoundAsync(isCalm: true, cancellationToken);
        _weather.AssertSeen(_rows.Documents().Count == 0 ? _weather.Seen() : _rows.Documents(), "at the end");
    }

    /// <summary>Every task once, some of them twice.</summary>
    private async Task RoundAsync(bool isCalm, CancellationToken cancellationToken)
    {
        var tasks = Enumerable.Range(0, _count).Concat(isCalm ? [] : Enumerable.Range(0, _count).Where(_ => _random.Next(4) == 0)).ToArray();
        _random.Shuffle(tasks);
        Advance(BetweenRuns);
        if (_clock is null || isCalm)
        {
            foreach (var task in tasks)
            {
                Advance(BetweenRuns);
                await TryTaskAsync(task, Random(), isCalm, cancellationToken);
            }

            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _weather.Begin(isCalm, stop);
        BeginMart(isCalm);
        var runs = tasks.Distinct().Select(task => (Task: task, Random: Random())).ToArray();
        await Task.WhenAll(runs.Select(run => TaskAsync(run.Task, run.Random, isCalm, stop, cancellationToken)));
    }

    private async Task TryTaskAsync(int task, Random random, bool isCalm, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _weather.BeginHarsh(isCalm, stop);
        BeginMart(isCalm);
        await TaskAsync(task, random, isCalm, stop, cancellationToken);
    }

    private async Task TaskAsync(int task, Random random, bool isCalm, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        var isAlone = _clock is null || isCalm;
        var before = _weather.Seen();
        var shard = new MartShard(task, _count);
        await using var bench = Bench(random, shard);
        try
        {
            await using var mart = await OpenAsync(shard, random, isCalm, stop.Token);
            await bench.RunTaskAsync(mart, string.Create(null, $"run-{Interlocked.Increment(ref _runs)}"), stop.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsExpected(exception, isCalm, isAlone))
        {
            // The last task may have moved the alias when it ended.
            var seen = _weather.Seen();
            if (isAlone && !Equal(seen, _rows.Documents()))
            {
                _weather.AssertSeen(before, $"after task {task} was cut off");
            }

            return;
        }

        if (bench.Report.Index is not null)
        {
            _weather.AssertSeen(_rows.Documents(), $"after task {task} published");
            CheckMerged(bench, before, isAlone);
        }
        else if (isAlone)
        {
            _weather.AssertSeen(before, $"after task {task} of several");
        }

        Assert.True(bench.Counts.IsBalanced && bench.Counts.Read == (_bigQuery is null ? _rows.Count : _rows.CountOf(shard)), bench.Counts.ToString());
    }

    private void CheckMerged(ExportBench bench, IReadOnlyDictionary<string, StormDocument>? before, bool isAlone)
    {
        var merged = bench.Report.MergedLedger!;
        Assert.True(merged.IsBalanced, merged.ToString());
        Assert.Equal((_rows.Count, _rows.Bad, _rows.Refused()), (merged.Read, merged.RejectedByGate, merged.RejectedByCluster));
        Assert.Equal(_rows.Documents().Count, bench.Report.VerifiedDocuments);
        if (isAlone)
        {
            Assert.Equal(before?.Keys.Except(_rows.Documents().Keys, StringComparer.Ordinal).Count() ?? 0, merged.Deleted);
        }
    }

    /// <summary>What may come between the tasks: another run, or much time.</summary>
    private async Task InterludeAsync(CancellationToken cancellationToken)
    {
        switch (_random.Next(6))
        {
            case 0 when _weather.Seen() is not null:
                await RunAloneAsync(isSync: true, cancellationToken);
                break;
            case 1:
                await RunAloneAsync(isSync: false, cancellationToken);
                break;
            case 2:
                Advance(Long);
                break;
        }
    }

    private async Task RunAloneAsync(bool isSync, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Advance(BetweenRuns);
        _weather.Begin(isCalm: true, stop);
        await using var bench = Bench(_random, null);
        var before = _weather.Seen();
        try
        {
            await (isSync ? bench.SyncAsync(_rows.Json, stop.Token) : bench.RunAsync(_rows.Json, stop.Token));
        }
        catch (ExportException exception) when (_rows.Documents().Count == 0
            && exception.Failure is ExportFailure.VerificationFailed or ExportFailure.TooManyRejected)
        {
            return;
        }

        _weather.AssertSeen(isSync ? _rows.Documents(before, bench.Report.WindowFrom) : _rows.Documents(), "after a run of no task");
    }

    private ExportBench Bench(Random random, MartShard? task) => new()
    {
        Cluster = _weather.Cluster,
        RetryFor = TimeSpan.FromSeconds(random.Next(10) == 0 ? 1 : 300),
        Options = new FullExportOptions(ExportBench.Alias, new BatchLimits(random.Next(1, 40), random.Next(2_000, 100_000)), random.Next(1, 5),
            new DeadLetterCap(1000, null), 1, false, null, null, null, null)
        {
            Task = task,
            TaskRun = "execution",
            Fuse = new DeletionFuse(null, 100),
            CheckpointInterval = TimeSpan.FromSeconds(random.Next(3)),
        },
    };

    /// <summary>Lets the table have its weather.</summary>
    private void BeginMart(bool isCalm)
    {
        _bigQuery?.Calm();
        if (_bigQuery is not null && !isCalm)
        {
            MartStorm.Begin(_bigQuery, _random);
        }
    }

    private async Task<IMartSource> OpenAsync(MartShard shard, Random random, bool isCalm, CancellationToken cancellationToken)
    {
        if (_bigQuery is null)
        {
            return Mart(random, isCalm);
        }

        if (random.Next(8) == 0)
        {
            _bigQuery.Expire();
        }

        var source = MartReading.Source(BigQueryReadMode.Auto) with { Window = MartWindow.Everything with { Shard = shard } };
        return await BigQueryMart.OpenAsync(source, _bigQuery.Endpoints, new NoAccessTokens(), new HastyTime(), NullLogger.Instance, cancellationToken);
    }

    private MemoryMart Mart(Random random, bool isCalm)
    {
        var breaksOff = !isCalm && random.Next(4) == 0 && _rows.Count > 0;
        return new MemoryMart(breaksOff ? _rows.Json.Take(random.Next(_rows.Count)) : _rows.Json)
        {
            Fault = breaksOff ? new MartException("cut off") : null,
            WhyNot = random.Next(8) == 0 ? "the mart has changed" : null,
            ReadAgain = random.Next(30),
        };
    }

    private bool IsExpected(Exception exception, bool isCalm, bool isAlone) => exception switch
    {
        ExportException { Failure: ExportFailure.VerificationFailed } => _rows.Documents().Count == 0,
        ExportException { Failure: ExportFailure.ClusterUnreachable } or OperationCanceledException or MartException => !isCalm,
        ExportException { Failure: ExportFailure.LeaseHeld or ExportFailure.LeaseLost } => !isAlone,
        _ => false,
    };

    private static bool Equal(IReadOnlyDictionary<string, StormDocument>? seen, IReadOnlyDictionary<string, StormDocument> expected) =>
        seen is not null && seen.Count == expected.Count && expected.All(document => seen.GetValueOrDefault(document.Key) == document.Value);

    /// <summary>Tasks at the same time must not share one.</summary>
    private Random Random() => new(_random.Next());

    private void Advance(TimeSpan by)
    {
        _clock?.Advance(by);
        _weather.Cluster.Time.Advance(by);
    }
}
