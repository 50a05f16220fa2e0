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
/// One life of a mart and its index under random faults: full exports that may be cut off and gone on with, a sync of the changed mart, and a full
/// export when all is calm again; now and then a run is cancelled at a random request. Whatever happens, each row is in one class of the ledger,
/// readers see the index before or the new one whole, and the last run brings the index to what the rows alone say it must be.
/// </summary>
internal sealed class LedgerStorm : IAsyncDisposable
{
    private static readonly TimeSpan BetweenRuns = TimeSpan.FromMinutes(2);

    private readonly Random _random;
    private readonly StormCluster _weather;
    private readonly BigQueryReadMode? _mode;
    private FakeBigQuery? _bigQuery;
    private bool _hasChanged;

    private LedgerStorm(int seed)
    {
        _random = new Random(seed);
        _weather = new StormCluster(_random, new MemoryCluster());
        _mode = _random.Next(10) switch { 0 => BigQueryReadMode.Rest, 1 => BigQueryReadMode.Storage, _ => null };
    }

    /// <summary>Lives through one.</summary>
    /// <param name="seed">Decides everything but the order in which tasks run.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Exception">Something was lost or counted wrongly, or a run ended in a way that it must not.</exception>
    public static async Task RunAsync(int seed, CancellationToken cancellationToken)
    {
        await using var storm = new LedgerStorm(seed);
        await storm.RunAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _bigQuery?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var rows = StormRows.Make(_random);
        for (var exports = _random.Next(1, 4); exports > 0; exports--)
        {
            await ExportAsync(rows, isCalm: false, cancellationToken);
        }

        if (_weather.Seen() is not null && _random.Next(2) == 0)
        {
            // The result of a query job does not change.
            _hasChanged = _mode is null;
            rows = _hasChanged ? rows.Later(_random) : rows;
            await SyncAsync(rows, cancellationToken);
        }

        await ExportAsync(rows, isCalm: true, cancellationToken);
    }

    private async Task ExportAsync(StormRows rows, bool isCalm, CancellationToken cancellationToken)
    {
        await using var bench = Bench();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _weather.BeginHarsh(isCalm, stop);
        var before = _weather.Seen();
        try
        {
            await using var mart = await OpenAsync(rows, isCalm, stop.Token);
            await bench.RunAsync(mart, stop.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsExpected(exception, rows, isCalm))
        {
            // The alias may have moved already when the run ended; what is seen is whole in either case.
            Assert.True(AreEqual(before, _weather.Seen()) || AreEqual(rows.Documents(), _weather.Seen()), "readers see part of an index");
            return;
        }

        CheckLedger(bench, rows, null);
        AssertEqual(rows.Documents());
        Assert.Equal(_weather.Seen()!.Count, bench.Report.VerifiedDocuments);
    }

    private async Task SyncAsync(StormRows rows, CancellationToken cancellationToken)
    {
        await using var bench = Bench();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _weather.BeginHarsh(isCalm: false, stop);
        var before = _weather.Seen()!;
        DateTimeOffset? since = _random.Next(2) == 0 ? DateTimeOffset.UnixEpoch : null;
        try
        {
            await bench.SyncAsync(rows.Json, stop.Token, since);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsExpected(exception, rows, isCalm: false))
        {
            Assert.All(before, document => Assert.True(_weather.Seen()![document.Key].Version >= document.Value.Version, "a document went back to an older version"));
            return;
        }

        CheckLedger(bench, rows, bench.Report.WindowFrom);
        AssertEqual(rows.Documents(before, bench.Report.WindowFrom));
    }

    private ExportBench Bench()
    {
        _weather.Cluster.Time.Advance(BetweenRuns);
        return new ExportBench
        {
            Cluster = _weather.Cluster,
            RetryFor = TimeSpan.FromSeconds(_random.Next(10) == 0 ? 1 : 300),
            Options = new FullExportOptions(ExportBench.Alias, new BatchLimits(_random.Next(1, 40), _random.Next(2_000, 100_000)), _random.Next(1, 5),
                new DeadLetterCap(1000, null), 1, false, null, null, null, null)
            {
                CheckpointInterval = TimeSpan.FromSeconds(_random.Next(3)),
            },
        };
    }

    private async Task<IMartSource> OpenAsync(StormRows rows, bool isCalm, CancellationToken cancellationToken)
    {
        if (_mode is not { } mode || rows.Count == 0)
        {
            var breaksOff = !isCalm && _random.Next(4) == 0;
            return new MemoryMart(breaksOff ? rows.Json.Take(_random.Next(rows.Count)) : rows.Json)
            {
                Fault = breaksOff ? new MartException("cut off") : null,
                WhyNot = _hasChanged || _random.Next(8) == 0 ? "the mart has changed" : null,
                ReadAgain = _random.Next(30),
            };
        }

        _bigQuery ??= await FakeBigQuery.StartAsync(rows.Table());
        _bigQuery.Calm();
        if (!isCalm)
        {
            MartStorm.Begin(_bigQuery, _random);
        }

        return await BigQueryMart.OpenAsync(MartReading.Source(mode), _bigQuery.Endpoints, new NoAccessTokens(), new HastyTime(), NullLogger.Instance, cancellationToken);
    }

    private static void CheckLedger(ExportBench bench, StormRows rows, DateTimeOffset? from)
    {
        var counts = bench.Counts;
        Assert.Equal(rows.Count, counts.Read);
        Assert.True(counts.IsBalanced, counts.ToString());
        if (bench.Report.ResumedRows is null)
        {
            Assert.Equal(counts.DeadLettered, bench.DeadLetters().Length);
        }

        Assert.Equal(rows.Refused(from), counts.RejectedByCluster);
        if (from is null)
        {
            Assert.Equal(rows.Bad, counts.RejectedByGate);
        }
    }

    /// <summary>The endings that weather excuses, and those of a mart that gives nothing to publish.</summary>
    private static bool IsExpected(Exception exception, StormRows rows, bool isCalm) => exception switch
    {
        ExportException { Failure: ExportFailure.VerificationFailed } => rows.Count == 0,
        ExportException { Failure: ExportFailure.TooManyRejected } => rows.Documents().Count == 0,
        ExportException { Failure: ExportFailure.ClusterUnreachable } or OperationCanceledException => !isCalm,
        MartException => !isCalm,
        _ => false,
    };

    private void AssertEqual(IReadOnlyDictionary<string, StormDocument> expected)
    {
        var seen = _weather.Seen()!;
        Assert.True(AreEqual(expected, seen), "the index is not what the rows say: " + string.Join("; ", expected.Keys.Union(seen.Keys)
            .Where(id => expected.GetValueOrDefault(id) != seen.GetValueOrDefault(id))
            .Select(id => $"{id} should be {expected.GetValueOrDefault(id)}, is {seen.GetValueOrDefault(id)}")));
    }

    /// <summary>Streams of a read session have no order among each other, so that of rows of equal version either may win.</summary>
    private bool AreEqual(IReadOnlyDictionary<string, StormDocument>? expected, IReadOnlyDictionary<string, StormDocument>? actual) =>
        expected is null || actual is null
            ? expected is null && actual is null
            : expected.Count == actual.Count && expected.All(document => actual.TryGetValue(document.Key, out var found)
                && found.Version == document.Value.Version && (_mode == BigQueryReadMode.Storage || found.Value == document.Value.Value));
}
