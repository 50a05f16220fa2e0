using System.Text;
using Grpc.Core;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery.StorageRead;

public sealed class StorageFaultTests
{
    private static readonly BigQuerySource Source = MartReading.Source(BigQueryReadMode.Storage);

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.ResourceExhausted)]
    [InlineData(StatusCode.Unauthenticated)]
    public async Task ReadAsync_StreamBroken_ReadsOnFromItsOffset(StatusCode code)
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        fake.Storage.StreamRows = [600, 400];
        fake.Storage.Break(0, 200, code);
        fake.Storage.Break(0, 500, code);
        fake.Storage.Break(1, 0, code);
        await using var mart = await fake.OpenAsync(Source);

        var rows = await mart.RowsAsync();

        Assert.Equal(1000, rows.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(1000, rows.Count);
        Assert.Equal([0L, 200, 500], fake.Storage.Reads.Where(read => read.Stream == 0).Select(read => read.Offset));
        Assert.Equal([0L, 0], fake.Storage.Reads.Where(read => read.Stream == 1).Select(read => read.Offset));
    }

    [Fact]
    public async Task TryResumeAsync_APointInTheSession_ReadsEachStreamOnFromItsOffset()
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        fake.Storage.StreamRows = [600, 0, 400];
        await using var whole = await fake.OpenAsync(Source);
        var all = new List<string>();
        ResumePoint? point = null;
        await foreach (var batch in whole.ReadAsync(MartReading.Limits, TestContext.Current.CancellationToken))
        {
            using (batch)
            {
                all.AddRange(Enumerable.Range(0, batch.Count).Select(row => Encoding.UTF8.GetString(batch.Row(row))));
                if (batch.LastRow >= 500)
                {
                    point = whole.ResumePointAt(batch.LastRow);
                    break;
                }
            }
        }

        await using var rest = await fake.OpenAsync(Source);

        Assert.Null(await rest.TryResumeAsync(point!, TestContext.Current.CancellationToken));
        all.AddRange(await rest.RowsAsync(firstRow: all.Count + 1));
        Assert.Equal(1000, all.Count);
        Assert.Equal(1000, all.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(1000, rest.TotalRows);
    }

    [Fact]
    public async Task TryResumeAsync_ASessionThatHasExpired_SaysSo()
    {
        await using var fake = await FakeBigQuery.StartAsync(10);
        await using var mart = await fake.OpenAsync(Source);

        Assert.Equal("the read session has expired",
            await mart.TryResumeAsync(new ResumePoint.InSession(0, [], [], DateTimeOffset.UnixEpoch), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task ReadAsync_FewerAndEmptyStreams_ReadsAllRows()
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        fake.Storage.StreamRows = [0, 1000, 0];
        await using var mart = await fake.OpenAsync(Source);

        Assert.Equal(1000, (await mart.RowsAsync()).Count);
    }

    [Fact]
    public async Task ReadAsync_NoStreams_GivesNoBatch()
    {
        await using var fake = await FakeBigQuery.StartAsync(0);
        fake.Storage.StreamRows = [];
        await using var mart = await fake.OpenAsync(Source);

        Assert.Empty(await mart.RowsAsync());
        Assert.Equal(0, mart.TotalRows);
    }

    [Fact]
    public async Task ReadAsync_SchemaFollowedByAnEndMark_ReadsAllRows()
    {
        await using var fake = await FakeBigQuery.StartAsync(600);
        fake.Storage.SchemaHasEnd = true;
        await using var mart = await fake.OpenAsync(Source);

        Assert.Equal(600, (await mart.RowsAsync()).Count);
    }

    [Fact]
    public async Task ReadAsync_StreamGone_EndsTheRead()
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        fake.Storage.StreamRows = [500, 500];
        fake.Storage.Break(1, 200, StatusCode.NotFound);
        await using var mart = await fake.OpenAsync(Source);

        var exception = await Assert.ThrowsAsync<MartException>(() => mart.RowsAsync());

        Assert.Contains("reading stream 2 from row 200", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_StreamNeverBetter_EndsAtTheDeadline()
    {
        var time = new HastyTime();
        await using var fake = await FakeBigQuery.StartAsync(1000);
        fake.Storage.StreamRows = [1000];
        for (var times = 0; times < 2000; times++)
        {
            fake.Storage.Break(0, 0, StatusCode.Unavailable);
        }

        await using var mart = await fake.OpenAsync(Source with { Options = Source.Options with { RetryDeadline = TimeSpan.FromMinutes(3) } }, time);

        await Assert.ThrowsAsync<MartException>(() => mart.RowsAsync());
        Assert.InRange(time.Waits.Sum(wait => wait.TotalSeconds), 60, 180);
    }

    [Fact]
    public async Task ReadAsync_StorageDemandedAndDenied_NamesTheRole()
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        fake.Storage.RefuseSession(StatusCode.PermissionDenied);
        await using var mart = await fake.OpenAsync(Source);

        var exception = await Assert.ThrowsAsync<MartException>(() => mart.RowsAsync());

        Assert.Contains("roles/bigquery.readSessionUser", exception.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_SessionFailsOnce_IsAskedForAgain()
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        fake.Storage.RefuseSession(StatusCode.Unavailable);
        await using var mart = await fake.OpenAsync(Source);

        Assert.Equal(1000, (await mart.RowsAsync()).Count);
    }

    [Fact]
    public async Task ReadAsync_View_IsRefusedWithTheCure()
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        fake.TableType = "VIEW";
        await using var mart = await fake.OpenAsync(Source);

        var exception = await Assert.ThrowsAsync<MartException>(() => mart.RowsAsync());

        Assert.Contains("VIEW", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--bq-read rest", exception.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_WindowAndSnapshot_AreInTheSession()
    {
        var at = new DateTimeOffset(2026, 11, 20, 1, 2, 3, TimeSpan.FromHours(1)).AddMicroseconds(4);
        await using var fake = await FakeBigQuery.StartAsync(10);
        await using var mart = await fake.OpenAsync(Source with { Window = new MartWindow { UpdatedFrom = at, SnapshotTime = at } });

        await mart.RowsAsync();

        var request = fake.Storage.LastRequest!;
        Assert.Equal("projects/motionblend-ai", request.Parent);
        Assert.Equal("projects/motionblend-ai/datasets/RAW_DEV_marts/tables/mart_blend_snn_metrics", request.ReadSession.Table);
        Assert.Equal("`updated_at` >= TIMESTAMP '2026-11-20 00:02:03.000004+00:00'", request.ReadSession.ReadOptions.RowRestriction);
        Assert.Equal(at, request.ReadSession.TableModifiers.SnapshotTime.ToDateTimeOffset());
        Assert.Equal(32, request.ReadSession.ReadOptions.SelectedFields.Count);
        Assert.StartsWith("read_session.table=projects%2Fmotionblend-ai", fake.Storage.LastRouting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_Cancelled_Ends()
    {
        await using var fake = await FakeBigQuery.StartAsync(1000);
        await using var mart = await fake.OpenAsync(Source);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var batch in mart.ReadAsync(MartReading.Limits, stop.Token))
            {
                batch.Dispose();
                await stop.CancelAsync();
            }
        });
    }
}
