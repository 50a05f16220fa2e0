using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Runs;
using MotionBlend.Exporter.Tests.Fakes;

namespace MotionBlend.Exporter.Tests.Storms;

/// <summary>
/// A mart that loses rows, and runs that take the documents of those rows from readers: exports, and syncs with deletes, each with a fuse. No
/// document goes that the mart still has, none when they are more than the fuse allows or when an id cannot be read, none that somebody else
/// wrote again meanwhile; and when all is calm again, all go.
/// </summary>
internal sealed class DeletesStorm
{
    private static readonly TimeSpan BetweenRuns = TimeSpan.FromMinutes(2);

    private readonly Random _random;
    private readonly StormCluster _weather;
    private readonly Dictionary<string, long> _rewritten = new(StringComparer.Ordinal);
    private bool _gaveFewer;
    private int _version;

    // Newer than all rows.
    private long _newest = (new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private DeletesStorm(int seed)
    {
        _random = new Random(seed);
        _weather = new StormCluster(_random, new MemoryCluster());
    }

    /// <summary>Lives through one.</summary>
    /// <param name="seed">Decides everything but the order in which tasks run.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Exception">A document went that must not, or stayed that must not, or was counted wrongly.</exception>
    public static Task RunAsync(int seed, CancellationToken cancellationToken) => new DeletesStorm(seed).RunAsync(cancellationToken);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var rows = StormRows.Make(_random);
        if (rows.Documents().Count == 0)
        {
            return;
        }

        await ExportAsync(rows, isCalm: true, cancellationToken);
        for (var runs = _random.Next(1, 5); runs > 0; runs--)
        {
            rows = Changed(rows);
            await (_random.Next(3) == 0 ? ExportAsync(rows, isCalm: false, cancellationToken) : SyncAsync(rows, isCalm: false, cancellationToken));
        }

        await SyncAsync(rows, isCalm: true, cancellationToken);
    }

    private StormRows Changed(StormRows rows)
    {
        if (_random.Next(4) == 0)
        {
            return rows;
        }

        _version++;
        var changed = _random.Next(2) == 0 ? rows.Later(_random) : rows;
        return _random.Next(8) == 0 ? StormRows.None : changed.Without(_random, _random.Next(3) == 0 ? 0.5 : 0.05);
    }

    private async Task SyncAsync(StormRows rows, bool isCalm, CancellationToken cancellationToken)
    {
        var fuse = isCalm ? new DeletionFuse(null, 100) : Fuse();
        await using var bench = Bench(fuse);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _weather.BeginHarsh(isCalm, stop);
        Rival(isCalm, rows);
        var before = _weather.Seen()!;
        var isUnreadable = !isCalm && _random.Next(6) == 0;
        string[] lines = [.. rows.Json, .. isUnreadable ? ["no json"] : Array.Empty<string>()];
        DateTimeOffset? since = _random.Next(2) == 0 ? DateTimeOffset.UnixEpoch : null;
        ExportException? refused = null;
        try
        {
            await bench.SyncAsync(Marts(lines, isCalm), stop.Token, since);
        }
        catch (ExportException exception) when (exception.Failure == ExportFailure.TooManyDeletes)
        {
            refused = exception;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsWeather(exception, isCalm))
        {
            CheckCutOff(before, rows, isUnreadable, fuse);
            return;
        }

        var written = rows.Documents(before, bench.Report.WindowFrom);
        var gone = written.Keys.Except(rows.Ids, StringComparer.Ordinal).ToArray();
        var mayGo = !isUnreadable && fuse.Allows(gone.Length, written.Count);
        Assert.Equal(isUnreadable, bench.Report.DeletesSkipped is not null);
        Assert.Equal(refused is null, isUnreadable || mayGo);
        Assert.True(bench.Counts.IsBalanced && bench.Counts.Read == lines.Length, bench.Counts.ToString());
        Assert.Equal(mayGo ? gone.Count(id => !_rewritten.ContainsKey(id)) : 0, bench.Counts.Deleted);
        _weather.AssertSeen(mayGo ? Left(written, gone) : written, "after a sync");
    }

    private async Task ExportAsync(StormRows rows, bool isCalm, CancellationToken cancellationToken)
    {
        var fuse = Fuse();
        await using var bench = Bench(fuse);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _weather.BeginHarsh(isCalm, stop);
        var before = _weather.Seen();
        var after = rows.Documents();
        var lost = before?.Keys.Except(after.Keys, StringComparer.Ordinal).Count() ?? 0;
        try
        {
            await bench.RunAsync(Marts([.. rows.Json], isCalm)(), stop.Token);
        }
        catch (ExportException exception) when (exception.Failure == ExportFailure.TooManyDeletes)
        {
            Assert.False(fuse.Allows(lost, before!.Count), $"{lost} of {before.Count} may go by {fuse}");
            _weather.AssertSeen(before, "after an export that was refused");
            return;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && (IsWeather(exception, isCalm) || IsEmpty(exception, rows)))
        {
            _weather.AssertSeen(bench.Report.Index is null && !AreAsLoaded(after) ? before : after, "after an export that was cut off");
            return;
        }

        Assert.True(before is null || fuse.Allows(lost, before.Count), $"{lost} of {before?.Count} must not go by {fuse}");
        Assert.Equal(lost, bench.Counts.Deleted);
        Assert.Equal(rows.Count, bench.Counts.Read);
        Assert.True(bench.Counts.IsBalanced, bench.Counts.ToString());
        _weather.AssertSeen(after, "after an export");
    }

    /// <summary>The alias may have moved just before the run ended.</summary>
    private bool AreAsLoaded(IReadOnlyDictionary<string, StormDocument> after) => _weather.Seen() is { } seen
        && seen.Count == after.Count && after.All(document => seen.GetValueOrDefault(document.Key) == document.Value);

    /// <summary>Whatever a sync had done when it was cut off, it deleted nothing that it must not and took no document back.</summary>
    private void CheckCutOff(IReadOnlyDictionary<string, StormDocument> before, StormRows rows, bool isUnreadable, DeletionFuse fuse)
    {
        var seen = _weather.Seen()!;
        var missing = before.Keys.Where(id => !seen.ContainsKey(id)).ToArray();
        Assert.Empty(missing.Intersect(rows.Ids, StringComparer.Ordinal));
        Assert.True(missing.Length == 0 || !isUnreadable, "documents went although an id could not be read");
        Assert.All(before.Where(document => seen.ContainsKey(document.Key)), document =>
            Assert.True(seen[document.Key].Version >= document.Value.Version, "a document went back to an older version"));

        // What would have gone in all is what the fuse is about, and no row is added by a run that was cut off before its deletes.
        var documents = before.Keys.Union(seen.Keys, StringComparer.Ordinal).ToArray();
        Assert.True(missing.Length == 0 || fuse.Allows(documents.Except(rows.Ids, StringComparer.Ordinal).Count(), documents.Length), $"more went than {fuse} allows");
    }

    private Dictionary<string, StormDocument> Left(IReadOnlyDictionary<string, StormDocument> written, IEnumerable<string> gone)
    {
        var left = written.ToDictionary(StringComparer.Ordinal);
        foreach (var id in gone)
        {
            if (_rewritten.TryGetValue(id, out var version))
            {
                left[id] = written[id] with { Version = version };
            }
            else
            {
                left.Remove(id);
            }
        }

        return left;
    }

    /// <summary>Somebody else who writes a document again that is about to be deleted.</summary>
    private void Rival(bool isCalm, StormRows rows)
    {
        _rewritten.Clear();
        if (isCalm || _random.Next(4) > 0)
        {
            return;
        }

        var weather = _weather.Cluster.Before;
        _weather.Cluster.Before = request =>
        {
            if (_rewritten.Count == 0 && request.Body is { } body && body.Content.Span.StartsWith("{\"delete\""u8))
            {
                var documents = _weather.Cluster.Behind(ExportBench.Alias).Documents;
                if (documents.Keys.Order(StringComparer.Ordinal).FirstOrDefault(id => !rows.Ids.Contains(id)) is { } id)
                {
                    documents[id] = (++_newest, documents[id].Source);
                    _rewritten.Add(id, _newest);
                }
            }

            return weather(request);
        };
    }

    /// <summary>The mart is opened for its rows and once more for its ids; either time it may break off.</summary>
    private Func<IMartSource> Marts(string[] lines, bool isCalm) => () =>
    {
        var breaksOff = !isCalm && lines.Length > 0 && _random.Next(6) == 0;
        var isSilent = breaksOff && _random.Next(2) == 0;
        _gaveFewer |= isSilent;
        return new MemoryMart(breaksOff ? lines.Take(_random.Next(lines.Length)) : lines)
        {
            Fault = breaksOff && !isSilent ? new MartException("cut off") : null,
            TotalRows = isSilent ? lines.Length : null,
            Version = _version,
        };
    };

    private DeletionFuse Fuse() => _random.Next(4) switch
    {
        0 => new DeletionFuse(null, 100),
        1 => new DeletionFuse(_random.Next(20), null),
        _ => new DeletionFuse(null, 10),
    };

    private ExportBench Bench(DeletionFuse fuse)
    {
        _weather.Cluster.Time.Advance(BetweenRuns);
        _gaveFewer = false;
        return new ExportBench
        {
            Cluster = _weather.Cluster,
            Deletes = true,
            RetryFor = TimeSpan.FromSeconds(_random.Next(10) == 0 ? 1 : 300),
            Options = new FullExportOptions(ExportBench.Alias, new BatchLimits(_random.Next(1, 40), _random.Next(2_000, 100_000)), _random.Next(1, 5),
                new DeadLetterCap(1000, null), 1, false, null, null, null, null)
            {
                Fuse = fuse,
            },
        };
    }

    /// <summary>The endings that weather excuses; a mart that gave fewer rows than it has is one.</summary>
    private bool IsWeather(Exception exception, bool isCalm) => exception switch
    {
        OperationCanceledException or MartException or ExportException { Failure: ExportFailure.ClusterUnreachable } => !isCalm,
        ExportException { Failure: ExportFailure.VerificationFailed } => _gaveFewer,
        _ => false,
    };

    private static bool IsEmpty(Exception exception, StormRows rows) => rows.Documents().Count == 0
        && exception is ExportException { Failure: ExportFailure.VerificationFailed or ExportFailure.TooManyRejected };
}
