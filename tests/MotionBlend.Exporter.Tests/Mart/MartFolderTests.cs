using System.IO.Compression;
using System.Text;
using MotionBlend.Exporter.Export;
using MotionBlend.Exporter.Mart;
using MotionBlend.Exporter.Tests.Fakes;

namespace MotionBlend.Exporter.Tests.Mart;

public sealed class MartFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mart-folder-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_AFolder_ReadsItsMartFilesByNameAsOneMart()
    {
        WriteGzipped("b.json.gz", MartRows.Rows(20).Skip(10));
        Write("a.ndjson", MartRows.Rows(10));
        Write("c.NDJSON", MartRows.Rows(25).Skip(20));
        Write("_SUCCESS", []);
        Write("readme.txt", ["no mart"]);

        await using var mart = await MartFile.OpenAsync(_folder, Cancelled);
        var (rows, fractions) = await ReadAsync(mart);

        Assert.Equal(MartRows.Rows(25), rows);
        Assert.Equal(fractions.Order(), fractions);
        Assert.Equal(1, fractions[^1]);
    }

    [Fact]
    public async Task OpenAsync_APattern_ReadsWhatItNames()
    {
        Write("extract-1.x", MartRows.Rows(3));
        Write("extract-2.x", MartRows.Rows(5).Skip(3));
        Write("other.x", ["no mart"]);

        await using var mart = await MartFile.OpenAsync(Path.Combine(_folder, "extract-?.x"), Cancelled);

        Assert.Equal(MartRows.Rows(5), (await ReadAsync(mart)).Rows);
        Assert.Null(mart.ResumePointAt(3));
    }

    [Theory]
    [InlineData("")]
    [InlineData("*.ndjson")]
    [InlineData("no/*.ndjson")]
    public async Task OpenAsync_NothingThere_SaysWhatIsLookedFor(string pattern)
    {
        var exception = await Assert.ThrowsAsync<MartException>(() => MartFile.OpenAsync(Path.Combine(_folder, pattern), Cancelled));

        Assert.Contains("names no mart file", exception.Message, StringComparison.Ordinal);
        Assert.Contains(".parquet", exception.Cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadColumnsAsync_AColumnThatOneFileLacks_IsMissing()
    {
        Write("a.ndjson", MartRows.Rows(1));
        Write("b.ndjson", [MartRows.Row(2).Replace("\"fid\":10,", "\"note\":1,", StringComparison.Ordinal)]);
        await using var mart = await MartFile.OpenAsync(_folder, Cancelled);

        var exception = await Assert.ThrowsAsync<ExportException>(() => MartColumns.CheckAsync(mart, Cancelled));

        Assert.Contains("lacks the column fid", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_AFileOfThemIsNoMart_NamesIt()
    {
        Write("a.ndjson", MartRows.Rows(1));
        Write("b.ndjson", []);

        Assert.Contains("b.ndjson is empty", (await Assert.ThrowsAsync<MartException>(() => MartFile.OpenAsync(_folder, Cancelled))).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<(List<string> Rows, List<double> Fractions)> ReadAsync(IMartSource mart)
    {
        await mart.ReadColumnsAsync(Cancelled);
        var (rows, fractions) = (new List<string>(), new List<double>());
        await foreach (var batch in mart.ReadAsync(new BatchLimits(4, 100_000), Cancelled))
        {
            using (batch)
            {
                Assert.Equal(rows.Count + 1, batch.FirstRow);
                rows.AddRange(Enumerable.Range(0, batch.Count).Select(row => Encoding.UTF8.GetString(batch.Row(row))));
                fractions.Add(batch.Fraction!.Value);
            }
        }

        return (rows, fractions);
    }

    private void Write(string name, IEnumerable<string> rows) => File.WriteAllText(Path.Combine(_folder, name), string.Join('\n', rows));

    private void WriteGzipped(string name, IEnumerable<string> rows)
    {
        using var gzip = new GZipStream(File.Create(Path.Combine(_folder, name)), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(string.Join('\n', rows)));
    }
}
