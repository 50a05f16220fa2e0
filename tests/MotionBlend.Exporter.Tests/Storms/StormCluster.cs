using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Tests.Fakes;

namespace MotionBlend.Exporter.Tests.Storms;

/// <summary>The cluster that a storm passes over, and what readers see in it.</summary>
/// <param name="random">Decides.</param>
/// <param name="cluster">The cluster.</param>
internal sealed class StormCluster(Random random, MemoryCluster cluster)
{
    private const int LatestEnd = 60;
    private const int OneIn = 8;

    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(30);

    public MemoryCluster Cluster { get; } = cluster;

    /// <summary>Lets a run have its weather; one in eight is cancelled at a random request.</summary>
    /// <param name="isCalm">True for none.</param>
    /// <param name="stop">Cancels the run.</param>
    public void Begin(bool isCalm, CancellationTokenSource stop)
    {
        if (isCalm)
        {
            ClusterStorm.End(Cluster);
            return;
        }

        var left = At();
        ClusterStorm.Begin(Cluster, random, _ =>
        {
            CancelAtZero(--left, stop);
            return null;
        });
    }

    /// <summary>
    /// The same for a run that may also be killed, so that nothing it sends from a random request on arrives, or whose process may stand still
    /// for up to half an hour.
    /// </summary>
    public void BeginHarsh(bool isCalm, CancellationTokenSource stop)
    {
        if (isCalm)
        {
            ClusterStorm.End(Cluster);
            return;
        }

        var (cancelled, killed, asleep, isDead) = (At(), At(), At(), false);
        ClusterStorm.Begin(Cluster, random, request =>
        {
            CancelAtZero(--cancelled, stop);
            if (--asleep == 0)
            {
                Cluster.Time.Advance(LongestSleep * random.NextDouble());
            }

            isDead |= --killed == 0;
            return isDead ? new ElasticError(ElasticFailure.Unreachable, null, null, "the process was killed", request.Target) : null;
        });
    }

    /// <summary>The documents behind the alias; null when there is none.</summary>
    public IReadOnlyDictionary<string, StormDocument>? Seen() =>
        Cluster.IndexNames.Select(Cluster.Index).SingleOrDefault(index => index.Aliases.Contains(ExportBench.Alias)) is { } index ? StormDocument.Of(index) : null;

    /// <summary>Holds readers' documents against what they must be.</summary>
    public void AssertSeen(IReadOnlyDictionary<string, StormDocument>? expected, string when)
    {
        var seen = Seen();
        if (expected is null || seen is null)
        {
            Assert.True(expected is null && seen is null, $"{when}: an index {(seen is null ? "is gone" : "appeared")}");
            return;
        }

        var different = expected.Keys.Union(seen.Keys).Where(id => expected.GetValueOrDefault(id) != seen.GetValueOrDefault(id))
            .Select(id => $"{id} should be {expected.GetValueOrDefault(id)}, is {seen.GetValueOrDefault(id)}").ToArray();
        Assert.True(different.Length == 0, $"{when}: {string.Join("; ", different)}");
    }

    private int At() => random.Next(OneIn) == 0 ? random.Next(1, LatestEnd) : -1;

    private static void CancelAtZero(int left, CancellationTokenSource stop)
    {
        if (left == 0)
        {
            _ = stop.CancelAsync();
        }
    }
}
