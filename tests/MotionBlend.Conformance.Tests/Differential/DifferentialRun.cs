namespace MotionBlend.Conformance.Tests.Differential;

/// <summary>Sends generated cases to two servers and collects where they differ.</summary>
public sealed class DifferentialRun(ServerPair servers)
{
    // Episodes are independent: while one waits for a disk, another is computed.
    private const int AtOnce = 4;

    /// <summary>How many findings of one place are shrunk; the others are only counted.</summary>
    public int ShrunkPerPlace { get; init; } = 1;

    /// <summary>The episode of a seed.</summary>
    public Func<int, Episode> Episodes { get; init; } = Episode.Generate;

    /// <summary>Told after each group of episodes: the seed to go on with, and what was found so far.</summary>
    public Action<int, DifferentialReport>? Progress { get; init; }

    /// <summary>Runs episodes from <paramref name="seed"/> on until <paramref name="cases"/> requests were compared.</summary>
    public async Task<DifferentialReport> RunAsync(int cases, int seed, Action<Finding>? found, CancellationToken cancellationToken)
    {
        var report = new DifferentialReport(seed);
        for (var next = seed; report.Cases < cases; next = unchecked(next + AtOnce))
        {
            var outcomes = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(i => RunEpisodeAsync(Episodes(unchecked(next + i)), cancellationToken)));
            foreach (var outcome in outcomes.SelectMany(episode => episode).Take(cases - report.Cases))
            {
                await AddAsync(report, outcome, found, cancellationToken);
            }

            Progress?.Invoke(unchecked(next + AtOnce), report);
        }

        return report;
    }

    private async Task<List<CaseOutcome>> RunEpisodeAsync(Episode episode, CancellationToken cancellationToken)
    {
        var index = servers.NewIndex();
        var changes = new List<JudgedRequest>();
        var outcomes = new List<CaseOutcome>();
        try
        {
            for (var i = 0; i < episode.Requests.Count; i++)
            {
                var request = episode.Requests[i];
                var (expected, actual) = await servers.SendAsync(request, index, cancellationToken);
                var isFault = ReplyComparison.IsFault(expected) && actual.Status is > 0 and < 500;
                var difference = isFault ? null : ReplyComparison.Compare(expected, actual);
                var isRefusal = difference is not null && ReplyComparison.IsRefusal(actual);
                outcomes.Add(new CaseOutcome(
                    expected,
                    isFault,
                    isRefusal ? ReplyComparison.RefusedFeature(actual) : null,
                    difference is null || isRefusal ? null : new Finding(episode.Seed, i, [.. changes, request], difference, Finding.Words(expected, actual))));

                // Once a change was taken differently, what follows differs for that reason alone.
                if ((difference is not null || isFault) && request.Changes) break;
                if (request.Changes) changes.Add(request);
            }
        }
        finally
        {
            await servers.CleanAsync(index, cancellationToken);
        }

        return outcomes;
    }

    private async Task AddAsync(DifferentialReport report, CaseOutcome outcome, Action<Finding>? found, CancellationToken cancellationToken)
    {
        report.Count(outcome.Refused, outcome.Expected, outcome.IsFault);
        if (outcome.Finding is not { } finding) return;
        var shrunk = report.SeenAt(finding.Place) < ShrunkPerPlace ? await new Shrinker(servers).ShrinkAsync(finding, cancellationToken) : null;
        report.Add(finding, shrunk);
        found?.Invoke(shrunk ?? finding);
    }

    private sealed record CaseOutcome(Wire.WireReply Expected, bool IsFault, string? Refused, Finding? Finding);
}
