using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Tests.Fakes;

namespace MotionBlend.Exporter.Tests.Export;

/// <summary>The process stands still for minutes, as that of a paused container does, and goes on as if nothing had been.</summary>
public sealed class StandstillTests
{
    private static readonly TimeSpan Standstill = TimeSpan.FromMinutes(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST /mb_blends_v1-", "_bulk")]
    [InlineData("POST /mb_blends_v1-", "_refresh")]
    [InlineData("POST /_aliases", "")]
    [InlineData("PUT /mb_exporter_runs/", "")]
    public async Task RunAsync_ARequestBreaksInTheMeantime_IsMadeAgain(string start, string end)
    {
        await using var bench = new ExportBench();
        var breaks = 1;
        bench.Cluster.Before = request =>
        {
            if (!request.Target.StartsWith(start, StringComparison.Ordinal) || !request.Path.EndsWith(end, StringComparison.Ordinal) || breaks-- <= 0)
            {
                return null;
            }

            bench.Cluster.Time.Advance(Standstill);
            return new ElasticError(ElasticFailure.Unreachable, null, null, "connection reset", request.Target);
        };

        await bench.RunAsync(MartRows.Rows(50), Cancelled);

        Assert.Equal(50, bench.Report.VerifiedDocuments);
        Assert.True(breaks < 0);
    }

    [Theory]
    [InlineData(true, "POST /_aliases")]
    [InlineData(true, "PUT /mb_exporter_runs/_doc/state-mb_blends_v1")]
    [InlineData(true, "GET /mb_blends_v1")]
    [InlineData(false, "GET /mb_blends_v1")]
    public async Task RunAsync_AnotherRunPublishedInTheMeantime_LeavesTheAliasAlone(bool hasIndex, string at)
    {
        var cluster = new MemoryCluster();
        if (hasIndex)
        {
            await using var before = new ExportBench { Cluster = cluster };
            await before.RunAsync(MartRows.Rows(10), Cancelled);
        }

        await using var bench = new ExportBench { Cluster = cluster };
        await using var other = new ExportBench { Cluster = cluster };
        var isLoaded = false;
        cluster.Meanwhile = async request =>
        {
            isLoaded |= request.Path.EndsWith("_settings", StringComparison.Ordinal);
            if (isLoaded && request.Target == at)
            {
                cluster.Meanwhile = _ => Task.CompletedTask;
                cluster.Time.Advance(Standstill);
                other.Options = other.Options with { Restart = true };
                await other.RunAsync(MartRows.Rows(11), Cancelled);
            }
        };

        var failure = await Assert.ThrowsAsync<ExportException>(() => bench.RunAsync(MartRows.Rows(10), Cancelled));

        Assert.Equal(ExportFailure.LeaseLost, failure.Failure);
        Assert.Equal(11, cluster.Behind(ExportBench.Alias).Documents.Count);
        Assert.Contains(ExportBench.Alias, cluster.Index(other.Report.Index!).Aliases);
        Assert.Equal(other.Report.Index, (string?)cluster.State!["watermark"]!["index"]);
    }
}
