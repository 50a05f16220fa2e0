using System.Text;
using System.Text.Json.Nodes;
using MotionBlend.Elasticsearch.Transport;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Runs;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.TestKit.Blends;

namespace MotionBlend.Exporter.Tests.Indexing;

/// <summary>What becomes of bulk requests and their items, seen from the export that sends them.</summary>
public sealed class BlendIndexerTests
{
    private static readonly ElasticError Unreachable = new(ElasticFailure.Unreachable, null, null, "connection reset", "POST /x/_bulk");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_ItemsThrottled_OnlyTheyAreSentAgain()
    {
        await using var bench = new ExportBench();
        var left = 2;
        var sizes = new List<int>();
        bench.Cluster.OnBulk = sizes.Add;
        bench.Cluster.Item = id => id == BlendBuilder.Blend(3).BlendId && left-- > 0 ? 429 : null;

        await bench.RunAsync(MartRows.Rows(10), Cancelled);

        Assert.Equal([10, 1, 1], sizes);
        Assert.Equal(KeyValuePair.Create("scripted", 2L), Assert.Single(bench.RetriesByCause));
        Assert.Equal(new LedgerCounts(10, 10, 0, 0, 0, 0, 0), bench.Counts);
    }

    [Fact]
    public async Task WriteAsync_AReplyIsLost_ThatBatchIsSentAgainAndCountsOnce()
    {
        await using var bench = new ExportBench();
        var losses = 2;
        bench.Cluster.After = request => request.Path.EndsWith("_bulk", StringComparison.Ordinal) && losses-- > 0 ? Unreachable : null;

        await bench.RunAsync(MartRows.Rows(30), Cancelled);

        Assert.Equal(new LedgerCounts(30, 30, 0, 0, 0, 0, 0), bench.Counts);
        Assert.Equal(KeyValuePair.Create("unreachable", 2L), Assert.Single(bench.RetriesByCause));
    }

    [Theory]
    [InlineData(503, null)]
    [InlineData(429, null)]
    [InlineData(null, ElasticFailure.ServerError)]
    [InlineData(null, ElasticFailure.MalformedReply)]
    [InlineData(null, ElasticFailure.TimedOut)]
    public async Task WriteAsync_AFailureThatWouldPassButDoesNot_EndsAsNoCluster(int? item, ElasticFailure? request)
    {
        await using var bench = new ExportBench { RetryFor = TimeSpan.FromSeconds(2) };
        bench.Cluster.Item = _ => item;
        bench.Cluster.After = sent => request is { } failure && sent.Path.EndsWith("_bulk", StringComparison.Ordinal)
            ? new ElasticError(failure, null, null, "as scripted", sent.Target) : null;

        var exception = await Assert.ThrowsAsync<ExportException>(() => bench.RunAsync(MartRows.Rows(3), Cancelled));

        Assert.Equal(ExportFailure.ClusterUnreachable, exception.Failure);
        Assert.Contains("as scripted", exception.Message, StringComparison.Ordinal);
        Assert.NotEmpty(exception.Cure);
    }

    [Fact]
    public async Task WriteAsync_AnItemThatTheIndexRefuses_IsADeadLetterAndTheRestLands()
    {
        await using var bench = new ExportBench();
        bench.Cluster.Item = id => id == BlendBuilder.Blend(4).BlendId ? 400 : null;

        await bench.RunAsync(MartRows.Rows(20), Cancelled);

        Assert.Equal(new LedgerCounts(20, 19, 0, 0, 0, 0, 1), bench.Counts);
        var letter = JsonNode.Parse(Assert.Single(bench.DeadLetters()))!;
        Assert.Equal(("cluster", 4, """{"status":400,"type":"scripted","reason":"as scripted"}"""),
            ((string)letter["stage"]!, (int)letter["row"]!, letter["error"]!.ToJsonString()));
        Assert.Equal(MartRows.Document(MartRows.Row(4)), letter["document"]!.ToJsonString());
    }

    [Theory]
    [InlineData(ElasticFailure.TooLarge, 413)]
    [InlineData(ElasticFailure.BadRequest, 400)]
    public async Task WriteAsync_ARequestRefusedForOneRow_IsHalvedDownToIt(ElasticFailure failure, int status)
    {
        await using var bench = new ExportBench();
        bench.Options = bench.Options with { Limits = new BatchLimits(1000, 10_000_000) };
        var poison = BlendBuilder.Blend(613).BlendId;
        var requests = 0;
        bench.Cluster.Before = request =>
        {
            requests += request.Path.EndsWith("_bulk", StringComparison.Ordinal) ? 1 : 0;
            return request.Body is { } body && body.Content.Span.IndexOf(Encoding.UTF8.GetBytes(poison)) >= 0
                ? new ElasticError(failure, status, null, "poison", request.Target)
                : null;
        };

        await bench.RunAsync(MartRows.Rows(1000), Cancelled);

        Assert.Equal(new LedgerCounts(1000, 999, 0, 0, 0, 0, 1), bench.Counts);
        Assert.True(requests <= (2 * 10) + 1, $"{requests} requests");
    }

    [Fact]
    public async Task WriteAsync_ClusterStaysAway_GivesUpAfterTheTimeForRetries()
    {
        await using var bench = new ExportBench();
        bench.Cluster.Before = request => request.Path.EndsWith("_bulk", StringComparison.Ordinal) ? Unreachable : null;

        var exception = await Assert.ThrowsAsync<ExportException>(() => bench.RunAsync(MartRows.Rows(100), Cancelled));

        Assert.Equal(ExportFailure.ClusterUnreachable, exception.Failure);
        Assert.Empty(bench.Cluster.IndexNames);
    }

    [Theory]
    [InlineData(403, nameof(ExportFailure.AccessDenied))]
    [InlineData(404, nameof(ExportFailure.ClusterRefused))]
    public async Task WriteAsync_AnItemFailsThroughTheIndexsFault_EndsTheRun(int status, string expected)
    {
        await using var bench = new ExportBench();
        bench.Cluster.Item = _ => status;

        var exception = await Assert.ThrowsAsync<ExportException>(() => bench.RunAsync(MartRows.Rows(5), Cancelled));

        Assert.Equal(expected, exception.Failure.ToString());
        Assert.Empty(bench.DeadLetters());
    }
}
