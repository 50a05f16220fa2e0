using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Mart.BigQuery;
using MotionBlend.Exporter.Mart.BigQuery.Auth;

namespace MotionBlend.Exporter.Tests.Mart.BigQuery.Doubles;

/// <summary>Opens and reads marts as tests need it.</summary>
internal static class MartReading
{
    public static BatchLimits Limits { get; } = new(150, 4 * 1024 * 1024);

    public static BigQueryTable Table { get; } = new("motionblend-ai", "RAW_DEV_marts", "mart_blend_snn_metrics");

    public static BigQuerySource Source(BigQueryReadMode mode) => new() { Table = Table, Options = new BigQueryOptions { ReadMode = mode, PageRows = 200, StorageReadMinRows = 500 } };

    public static Task<BigQueryMart> OpenAsync(this FakeBigQuery fake, BigQuerySource source, TimeProvider? time = null, IAccessTokens? tokens = null) =>
        BigQueryMart.OpenAsync(source, fake.Endpoints, tokens ?? new NoAccessTokens(), time ?? new HastyTime(), NullLogger.Instance, TestContext.Current.CancellationToken);

    /// <summary>All rows, as text, with the batches' numbering checked.</summary>
    public static async Task<List<string>> RowsAsync(this IMartSource mart, BatchLimits? limits = null, long firstRow = 1)
    {
        var rows = new List<string>();
        await foreach (var batch in mart.ReadAsync(limits ?? Limits, TestContext.Current.CancellationToken))
        {
            using (batch)
            {
                Assert.Equal(firstRow + rows.Count, batch.FirstRow);
                Assert.InRange(batch.Count, 1, (limits ?? Limits).Rows);
                for (var row = 0; row < batch.Count; row++)
                {
                    rows.Add(Encoding.UTF8.GetString(batch.Row(row)));
                }
            }
        }

        return rows;
    }

    /// <summary>A digest of all rows that does not depend on their order, with their number.</summary>
    public static async Task<(long Rows, UInt128 Digest)> DigestAsync(this IMartSource mart, BatchLimits limits)
    {
        var (rows, digest) = (0L, UInt128.Zero);
        await foreach (var batch in mart.ReadAsync(limits, TestContext.Current.CancellationToken))
        {
            using (batch)
            {
                for (var row = 0; row < batch.Count; row++)
                {
                    digest ^= BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(batch.Row(row)));
                    rows++;
                }
            }
        }

        return (rows, digest);
    }
}
