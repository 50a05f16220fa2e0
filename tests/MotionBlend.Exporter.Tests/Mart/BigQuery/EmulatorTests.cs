using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Mart.BigQuery.Auth;
using MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery;

/// <summary>
/// Reads the mart of a running emulator: <c>MOTIONBLEND_TEST_BIGQUERY=localhost:9050</c>, <c>MOTIONBLEND_TEST_BIGQUERY_GRPC=localhost:9060</c>,
/// with the table <c>motionblend-ai.RAW_DEV_marts.mart_blend_snn_metrics</c> loaded.
/// </summary>
public sealed class EmulatorTests(ITestOutputHelper output)
{
    private const string RestVariable = "MOTIONBLEND_TEST_BIGQUERY";
    private const string StorageVariable = "MOTIONBLEND_TEST_BIGQUERY_GRPC";

    [Fact]
    public async Task ReadAsync_OverBothInterfaces_GivesEqualDigests()
    {
        var rest = await DigestAsync(BigQueryReadMode.Rest, MartWindow.Everything);
        var storage = await DigestAsync(BigQueryReadMode.Storage, MartWindow.Everything);

        Assert.True(rest.Rows > 0, "the emulator's table is empty");
        Assert.Equal(rest, storage);
    }

    [Fact]
    public async Task ReadAsync_WindowOverBothInterfaces_GivesEqualDigests()
    {
        var window = new MartWindow
        {
            UpdatedFrom = DateTimeOffset.Parse("2026-06-01T00:00:00Z", CultureInfo.InvariantCulture),
            UpdatedBefore = DateTimeOffset.Parse("2026-10-01T00:00:00Z", CultureInfo.InvariantCulture),
        };

        var rest = await DigestAsync(BigQueryReadMode.Rest, window);
        var storage = await DigestAsync(BigQueryReadMode.Storage, window);

        Assert.True(rest.Rows > 0, "the emulator's table has no rows of that time");
        Assert.Equal(rest, storage);
    }

    [Fact]
    public async Task ReadAsync_AllShards_GiveTheWholeMart()
    {
        var whole = await DigestAsync(BigQueryReadMode.Rest, MartWindow.Everything);

        var (rows, digest) = (0L, UInt128.Zero);
        for (var shard = 0; shard < 3; shard++)
        {
            var part = await DigestAsync(BigQueryReadMode.Rest, new MartWindow { Shard = new MartShard(shard, 3) });
            Assert.InRange(part.Rows, 1, whole.Rows - 1);
            (rows, digest) = (rows + part.Rows, digest ^ part.Digest);
        }

        Assert.Equal(whole, (rows, digest));
    }

    [Fact]
    public async Task OpenAsync_NoSuchTable_SaysWhatToCheck()
    {
        var exception = await Assert.ThrowsAsync<MartException>(() => OpenAsync(new BigQuerySource { Table = new("motionblend-ai", "RAW_DEV_marts", "no_such_table") }));

        Assert.Contains("no_such_table", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--bq-table", exception.Cure, StringComparison.Ordinal);
    }

    private static Task<BigQueryMart> OpenAsync(BigQuerySource source)
    {
        var rest = Environment.GetEnvironmentVariable(RestVariable);
        var storage = Environment.GetEnvironmentVariable(StorageVariable);
        Assert.SkipUnless(!string.IsNullOrEmpty(rest) && !string.IsNullOrEmpty(storage), $"runs against an emulator named by {RestVariable} and {StorageVariable}");
        var endpoints = BigQueryEndpoints.FromEnvironment(name => name switch
        {
            BigQueryEndpoints.EmulatorHostVariable => rest,
            BigQueryEndpoints.StorageEmulatorHostVariable => storage,
            _ => null,
        });
        return BigQueryMart.OpenAsync(source, endpoints, new NoAccessTokens(), TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken);
    }

    private async Task<(long Rows, UInt128 Digest)> DigestAsync(BigQueryReadMode mode, MartWindow window)
    {
        await using var mart = await OpenAsync(new BigQuerySource { Table = MartReading.Table, Window = window, Options = new BigQueryOptions { ReadMode = mode } });
        var clock = Stopwatch.StartNew();
        var digest = await mart.DigestAsync(new BatchLimits(5000, 8 * 1024 * 1024));
        output.WriteLine($"{mode}: {digest.Rows} rows in {clock.Elapsed.TotalSeconds:0.00} s, {digest.Rows / clock.Elapsed.TotalSeconds:0} rows/s");
        Assert.Equal(digest.Rows, mart.TotalRows);
        return digest;
    }
}
