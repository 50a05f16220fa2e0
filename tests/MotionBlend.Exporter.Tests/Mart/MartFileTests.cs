using System.IO.Compression;
using System.Text;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Tests.Fakes;
using MotionBlend.TestKit.Blends;
using Parquet;
using Parquet.Serialization;

namespace MotionBlend.Exporter.Tests.Mart;

public sealed class MartFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mart-tests-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_TheSample_ReadsEveryRow()
    {
        var rows = await ReadAsync(SampleMart.Path, new BatchLimits(1000, 10_000_000));

        Assert.Equal(SampleMart.Blends.Select(blend => blend.BlendId), rows.Select(row => row[13..31]));
    }

    [Fact]
    public async Task OpenAsync_TwoGzipMembersOneAfterTheOther_ReadsBoth()
    {
        var path = Write("a.gz", [.. Gzip(MartRows.Row(1) + "\n"), .. Gzip(MartRows.Row(2) + "\n")]);

        Assert.Equal(MartRows.Rows(2), await ReadAsync(path, new BatchLimits(10, 100_000)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(40)]
    public async Task ReadAsync_AGzipFileCutOff_SaysSo(int missing)
    {
        var whole = Gzip(string.Join('\n', MartRows.Rows(50)));
        var path = Write("cut.ndjson.gz", whole[..^missing]);

        var exception = await Assert.ThrowsAsync<MartException>(() => ReadAsync(path, new BatchLimits(1000, 1_000_000)));

        Assert.Contains("truncated", exception.Message);
    }

    [Fact]
    public async Task OpenAsync_Parquet_GivesTheRowsOfTheNdjson()
    {
        var path = await WriteParquetAsync(SampleMart.Blends.Take(2500).Select(ParquetRow.From));

        var rows = await ReadAsync(path, new BatchLimits(700, 10_000_000));

        Assert.Equal(SampleMart.Blends.Take(2500).Select(MartRows.Row), rows);
    }

    [Fact]
    public async Task OpenAsync_Parquet_KnowsItsRowsAndColumns()
    {
        var path = await WriteParquetAsync(SampleMart.Blends.Take(3).Select(ParquetRow.From));

        await using var mart = await MartFile.OpenAsync(path, Cancelled);

        Assert.Equal(3, mart.TotalRows);
        Assert.Equal(MartColumnNames, await mart.ReadColumnsAsync(Cancelled));
    }

    [Fact]
    public async Task ReadAsync_ParquetWithNullsAndNaN_WritesWhatTheGateRefuses()
    {
        var path = await WriteParquetAsync([ParquetRow.From(SampleMart.Blends[0]) with { fid = null, coverage = double.NaN, method = null }]);

        var row = Assert.Single(await ReadAsync(path, new BatchLimits(10, 100_000)));

        Assert.Contains("\"fid\":null,\"coverage\":\"NaN\"", row);
        Assert.Contains("\"method\":null", row);
    }

    [Fact]
    public async Task ReadAsync_AParquetFileWithABrokenPageHeader_SaysSo()
    {
        var path = await WriteParquetAsync(SampleMart.Blends.Take(500).Select(ParquetRow.From));
        var bytes = await File.ReadAllBytesAsync(path, Cancelled);
        bytes.AsSpan(4, 40).Fill(0xff);

        var exception = await Assert.ThrowsAsync<MartException>(() => ReadAsync(Write("broken.parquet", bytes), new BatchLimits(100, 1_000_000)));

        Assert.Contains("cannot be read beyond row 0", exception.Message);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("\n \n", "holds no row")]
    [InlineData("a,b\n1,2\n", "the first row is no JSON")]
    [InlineData("[{}]\n", "the first row is no JSON object")]
    [InlineData("PAR1 and then nothing", "no readable Parquet file")]
    public async Task OpenAsync_NoMart_SaysWhatItIsNot(string content, string expected)
    {
        var path = Write("x", Encoding.UTF8.GetBytes(content));

        var exception = await Assert.ThrowsAsync<MartException>(async () =>
        {
            await using var mart = await MartFile.OpenAsync(path, Cancelled);
            await mart.ReadColumnsAsync(Cancelled);
        });

        Assert.Contains(expected, exception.Message);
        Assert.Contains(path, exception.Message);
    }

    [Fact]
    public async Task OpenAsync_NoFile_SaysSo()
    {
        Assert.Contains("there is no file", (await Assert.ThrowsAsync<MartException>(() => MartFile.OpenAsync(Path.Combine(_folder, "no"), Cancelled))).Message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> MartColumnNames => Exporter.Rows.MartColumn.All.Select(column => column.Name);

    private static async Task<List<string>> ReadAsync(string path, BatchLimits limits)
    {
        await using var mart = await MartFile.OpenAsync(path, Cancelled);
        var rows = new List<string>();
        await foreach (var batch in mart.ReadAsync(limits, Cancelled))
        {
            using (batch)
            {
                Assert.InRange(batch.Count, 1, limits.Rows);
                Assert.Equal(rows.Count + 1, batch.FirstRow);
                rows.AddRange(Enumerable.Range(0, batch.Count).Select(row => Encoding.UTF8.GetString(batch.Row(row))));
            }
        }

        return rows;
    }

    private static byte[] Gzip(string text)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionMode.Compress))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private async Task<string> WriteParquetAsync(IEnumerable<ParquetRow> rows)
    {
        var path = Path.Combine(_folder, "mart.parquet");
        await using var file = File.Create(path);
        await ParquetSerializer.SerializeAsync(rows, file, new ParquetOptions { RowGroupSize = 1000 }, null, Cancelled);
        return path;
    }
}
