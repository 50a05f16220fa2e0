namespace MotionBlend.Conformance.Tests.Differential;

/// <summary>Sends generated cases to two servers and collects where they differ.</summary>
public sealed class DifferentialRun(ServerPair servers)
{
    /// <summary>How many findings of one place are shrunk; the others are only counted.</summary>
    public int ShrunkPerPlace { get; init; } = 1;

    /// <summary>Runs episodes from <paramref name="seed"/> on until <paramref name="cases"/> requests were compared.</summary>
    public async Task<DifferentialReport> RunAsync(int cases, int seed, Action<Finding>? found, CancellationToken cancellationToken)
    {
        var report = new DifferentialReport(seed);
        for (var episode = 0; report.Cases < cases; episode++)
        {
            await RunEpisodeAsync(Episode.Generate(unchecked(seed + episode)), report, cases, found, cancellationToken);
        }

        return report;
    }

    private async Task RunEpisodeAsync(Episode episode, DifferentialReport report, int cases, Action<Finding>? found, CancellationToken cancellationToken)
    {
        var index = servers.NewIndex();
        var changes = new List<JudgedRequest>();
        var findings = new List<Finding>();
        try
        {
            for (var i = 0; i < episode.Requests.Count && report.Cases < cases; i++)
            {
                var request = episode.Requests[i];
                var (expected, actual) = await servers.SendAsync(request, index, cancellationToken);
                var difference = ReplyComparison.Compare(expected, actual);
                var isRefusal = difference is not null && ReplyComparison.IsRefusal(actual);
                report.Count(isRefusal ? ReplyComparison.RefusedFeature(actual) : null, expected);
                if (difference is not null && !isRefusal)
                {
                    findings.Add(new Finding(episode.Seed, i, [.. changes, request], difference, Finding.Words(expected, actual)));
                }

                // Once a change was taken differently, what follows differs for that reason alone.
                if (difference is not null && request.Changes) break;
                if (request.Changes) changes.Add(request);
            }
        }
        finally
        {
            await servers.CleanAsync(index, cancellationToken);
        }

        foreach (var finding in findings)
        {
            var shrunk = report.SeenAt(finding.Place) < ShrunkPerPlace ? await new Shrinker(servers).ShrinkAsync(finding, cancellationToken) : null;
            report.Add(finding, shrunk);
            if (shrunk is not null) found?.Invoke(shrunk);
        }
    }
}
